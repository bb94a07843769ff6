import { InboxId } from '@switchboard/shared-types/ids'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import type { LiveSockets } from './live-sockets.ts'

interface Upgrade {
  readonly inbox: InboxId
  readonly session: string
  readonly trace: Trace
}

/**
 * @returns for whom the edge asks
 * @throws ZodError where it does not say for which inbox
 */
export function readUpgrade({ headers }: Request): Upgrade {
  return {
    inbox: InboxId.parse(headers.get(LIVE_HEADERS.inbox)),
    session: headers.get(LIVE_HEADERS.session) ?? '',
    trace: startTrace('edge', headers.get(LIVE_HEADERS.requestId) ?? undefined),
  }
}

/** @returns 101 with the client's end of the socket */
export function acceptLive(sockets: LiveSockets, session: string): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  sockets.accept(server, session)
  return new Response(null, { status: 101, webSocket: client })
}
