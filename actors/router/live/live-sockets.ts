import * as z from 'zod'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import type { RouterFrame } from '@switchboard/shared-types/api/router/calls'

/** What must survive hibernation: whose socket it is. */
const Attachment = z.object({ session: z.string() })

/** The open sockets of a router. They hibernate: nothing about them is kept in memory. */
export class LiveSockets {
  readonly #ctx: DurableObjectState

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
  }

  /** @returns 101 with the client's end of a socket that has been told the first frame */
  open(session: string, first: RouterFrame): Response {
    const { 0: client, 1: server } = new WebSocketPair()
    this.#ctx.acceptWebSocket(server)
    server.serializeAttachment({ session } satisfies z.infer<typeof Attachment>)
    server.send(JSON.stringify(first))
    return new Response(null, { status: 101, webSocket: client })
  }

  someoneListens(): boolean {
    return this.#ctx.getWebSockets().length > 0
  }

  /** Sends to every socket. The output gate holds a frame until what it tells is durable. */
  broadcast(frame: RouterFrame): void {
    const text = JSON.stringify(frame)
    for (const socket of this.#ctx.getWebSockets()) send(socket, text)
  }

  /** Closes the sockets of a session, or all of them: the person is signed out there. */
  close(session: string | undefined): void {
    for (const socket of this.#ctx.getWebSockets()) {
      const attachment = Attachment.safeParse(socket.deserializeAttachment()).data
      if (session === undefined || attachment?.session === session)
        socket.close(CLOSE.signedOut, 'signed out')
    }
  }
}

function send(socket: WebSocket, text: string): void {
  try {
    socket.send(text)
  } catch {
    // It is closing: its client comes back and is told what runs then.
  }
}
