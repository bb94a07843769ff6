/** Set by the edge on an upgrade, and stripped by it from what clients send: the actors trust them. */
export const LIVE_HEADERS = {
  inbox: 'x-switchboard-inbox',
  router: 'x-switchboard-router',
  session: 'x-switchboard-session',
  requestId: 'x-switchboard-request-id',
} as const
