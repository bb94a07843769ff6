import * as z from 'zod'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import type { ServerFrame } from '@switchboard/shared-types/realtime/frames'

/** What must survive hibernation: whose socket it is, and whether it has caught up. */
const Attachment = z.object({ session: z.string(), live: z.boolean() })
type Attachment = z.infer<typeof Attachment>

/** The open sockets of an inbox. They hibernate: nothing about them is kept in memory. */
export class LiveSockets {
  readonly #ctx: DurableObjectState

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
  }

  accept(socket: WebSocket, session: string): void {
    this.#ctx.acceptWebSocket(socket)
    this.#attach(socket, { session, live: false })
  }

  /** From now on the socket gets what is broadcast. */
  goLive(socket: WebSocket): void {
    const attachment = this.#attachment(socket)
    if (attachment) this.#attach(socket, { ...attachment, live: true })
  }

  /** Sends to every socket that has caught up. The output gate holds frames until what they tell is durable. */
  broadcast(frames: readonly ServerFrame[]): void {
    if (frames.length === 0) return
    const texts = frames.map((frame) => JSON.stringify(frame))
    for (const socket of this.#ctx.getWebSockets()) {
      if (this.#attachment(socket)?.live === true) this.#send(socket, texts)
    }
  }

  someoneListens(): boolean {
    return this.#ctx.getWebSockets().some((socket) => this.#attachment(socket)?.live === true)
  }

  /** Closes the sockets of a session, or all of them: the person is signed out there. */
  close(session: string | undefined): void {
    for (const socket of this.#ctx.getWebSockets()) {
      const attachment = this.#attachment(socket)
      if (session !== undefined && attachment?.session !== session) continue
      // A closing socket is listed until its client has answered.
      if (attachment) this.#attach(socket, { ...attachment, live: false })
      socket.close(CLOSE.signedOut, 'signed out')
    }
  }

  #send(socket: WebSocket, texts: readonly string[]): void {
    try {
      for (const text of texts) socket.send(text)
    } catch {
      // It is closing: its client comes back with its cursor and gets the rest.
    }
  }

  #attach(socket: WebSocket, attachment: Attachment): void {
    socket.serializeAttachment(attachment)
  }

  #attachment(socket: WebSocket): Attachment | undefined {
    return Attachment.safeParse(socket.deserializeAttachment()).data
  }
}
