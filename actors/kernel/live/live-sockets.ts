import * as z from 'zod'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'

/**
 * What must survive hibernation: whose socket it is, which of the open ones, whether it has caught up, and until when it
 * may be told something (milliseconds since 1970; null: as long as nobody closes it).
 */
const Attachment = z.object({
  session: z.string(),
  device: z.string(),
  live: z.boolean(),
  until: z.number().nullable(),
})
export type LiveSocket = z.infer<typeof Attachment>

interface Accepted<Frame> {
  /** Told at once to a socket that has nothing to catch up with; others are told what happens from `goLive` on. */
  readonly first?: Frame
  /** For actors that nobody tells when a session ends: its client comes back through the edge then. */
  readonly until?: number | undefined
}

/** The open sockets of an actor. They hibernate: nothing about them is kept in memory. */
export class LiveSockets<Frame> {
  readonly #ctx: DurableObjectState

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
  }

  /** @returns 101 with the client's end of the socket */
  accept(session: string, { first, until }: Accepted<Frame> = {}): Response {
    const { 0: client, 1: server } = new WebSocketPair()
    this.#ctx.acceptWebSocket(server)
    server.serializeAttachment({
      session,
      device: crypto.randomUUID(),
      live: first !== undefined,
      until: until ?? null,
    } satisfies LiveSocket)
    if (first !== undefined) server.send(JSON.stringify(first))
    return new Response(null, { status: 101, webSocket: client })
  }

  /** @returns undefined for a socket that an older version accepted */
  read(socket: WebSocket): LiveSocket | undefined {
    return Attachment.safeParse(socket.deserializeAttachment()).data
  }

  /** From now on the socket gets what is broadcast. */
  goLive(socket: WebSocket): void {
    this.#setLive(socket, true)
  }

  /** Sends to every socket that has caught up. The output gate holds frames until what they tell is durable. */
  broadcast(frames: readonly Frame[], except?: WebSocket): void {
    if (frames.length === 0) return
    const texts = frames.map((frame) => JSON.stringify(frame))
    const now = Date.now()
    for (const socket of this.#ctx.getWebSockets()) {
      if (socket === except || this.read(socket)?.live !== true) continue
      if (!this.endIfOver(socket, now)) send(socket, texts)
    }
  }

  /** Closes a socket whose time is over. @returns whether it was: it may be told nothing more */
  endIfOver(socket: WebSocket, now: number): boolean {
    const until = this.read(socket)?.until ?? null
    if (until === null || now < until) return false
    this.leave(socket)
    socket.close(CLOSE.resume, 'connect anew')
    return true
  }

  /** Those that have caught up. */
  listening(): LiveSocket[] {
    return this.#ctx.getWebSockets().flatMap((socket) => {
      const attachment = this.read(socket)
      return attachment?.live === true ? [attachment] : []
    })
  }

  someoneListens(): boolean {
    return this.#ctx.getWebSockets().some((socket) => this.read(socket)?.live === true)
  }

  /** A socket that closes is listed until its client has answered: it is told nothing any more. */
  leave(socket: WebSocket): void {
    this.#setLive(socket, false)
  }

  /** Closes the sockets of a session, or all of them: the person is signed out there. */
  close(session: string | undefined): void {
    for (const socket of this.#ctx.getWebSockets()) {
      if (session !== undefined && this.read(socket)?.session !== session) continue
      this.leave(socket)
      socket.close(CLOSE.signedOut, 'signed out')
    }
  }

  #setLive(socket: WebSocket, live: boolean): void {
    const attachment = this.read(socket)
    if (attachment) socket.serializeAttachment({ ...attachment, live } satisfies LiveSocket)
  }
}

function send(socket: WebSocket, texts: readonly string[]): void {
  try {
    for (const text of texts) socket.send(text)
  } catch {
    // It is closing: its client comes back and is told the rest.
  }
}

/** Answers the end that a client gave its socket. 1005 and 1006 may not be sent (RFC 6455 section 7.4.1). */
export function answerClose(socket: WebSocket, code: number): void {
  socket.close(code === 1005 || code === 1006 ? 1000 : code)
}
