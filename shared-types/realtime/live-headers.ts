import * as z from 'zod'

/** Set by the edge on an upgrade, and stripped by it from what clients send: the actors trust them. */
export const LIVE_HEADERS = {
  inbox: 'x-switchboard-inbox',
  router: 'x-switchboard-router',
  conversation: 'x-switchboard-conversation',
  /** The inbox for which a conversation is asked. */
  owner: 'x-switchboard-owner',
  session: 'x-switchboard-session',
  /** Until when the edge believes in that session, in milliseconds since 1970. */
  until: 'x-switchboard-until',
  requestId: 'x-switchboard-request-id',
} as const

/** What `until` holds. */
export const LiveUntil = z.string().transform(Number).pipe(z.number().int())
