/** Set by the edge on an upgrade, and stripped by it from what clients send: the inbox actor trusts them. */
export const LIVE_HEADERS = {
  inbox: 'x-switchboard-inbox',
  session: 'x-switchboard-session',
  requestId: 'x-switchboard-request-id',
} as const
