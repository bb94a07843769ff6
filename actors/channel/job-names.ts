/** The jobs of a channel, by what they do. */
export const POLL = 'poll'
export const REFRESH = 'refresh'
export const ANNOUNCE = 'announce'
export const JOIN = 'join'
export const SEND = 'send'
export const TIDY = 'tidy'
export const DISCONNECT = 'disconnect'
