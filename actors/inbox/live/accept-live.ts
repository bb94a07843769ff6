import type { LiveSockets } from './live-sockets.ts'

/** Set by the edge, which strips them from what clients send. */
export const LIVE_HEADERS = {
  inbox: 'x-switchboard-inbox',
  session: 'x-switchboard-session',
  requestId: 'x-switchboard-request-id',
} as const

/** @returns 101 with the client's end of the socket */
export function acceptLive(sockets: LiveSockets, session: string): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  sockets.accept(server, session)
  return new Response(null, { status: 101, webSocket: client })
}
