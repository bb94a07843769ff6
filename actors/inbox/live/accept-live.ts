import type { LiveSockets } from './live-sockets.ts'

/** @returns 101 with the client's end of the socket */
export function acceptLive(sockets: LiveSockets, session: string): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  sockets.accept(server, session)
  return new Response(null, { status: 101, webSocket: client })
}
