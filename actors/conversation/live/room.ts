import { LiveSockets } from '@switchboard/kernel/live/live-sockets'
import { CLOSE, PROTOCOL_VERSION } from '@switchboard/shared-types/realtime/frames'
import { RoomClientFrame } from '@switchboard/shared-types/realtime/room-frames'
import type { RoomChange, RoomFrame } from '@switchboard/shared-types/realtime/room-frames'
import { RoomLog } from './room-log.ts'

/** A device that writes says so at most this often. */
const TYPING_EVERY_MS = 2_000

/** The devices that have the conversation open, and what they are told. */
export class Room {
  readonly #sockets: LiveSockets<RoomFrame>
  readonly #log = new RoomLog()
  readonly #typedAt = new WeakMap<WebSocket, number>()

  constructor(ctx: DurableObjectState) {
    this.#sockets = new LiveSockets(ctx)
  }

  /**
   * @param until the edge believes in the session, in milliseconds since 1970
   * @returns 101 with the client's end of a socket that is told nothing before it has said hello
   */
  open(session: string, until: number): Response {
    return this.#sockets.accept(session, { until })
  }

  /** Tells every device what has happened. */
  tell(changes: readonly RoomChange[]): void {
    this.#sockets.broadcast(this.#log.add(changes))
  }

  hear(socket: WebSocket, message: string | ArrayBuffer, now: number): void {
    if (this.#sockets.endIfOver(socket, now)) return
    const frame = RoomClientFrame.safeParse(parseJson(message))
    if (!frame.success) return socket.close(CLOSE.badFrame, 'the frame is not valid')
    if (frame.data.type === 'typing') return this.#typing(socket, now)
    const { version, epoch, cursor } = frame.data
    if (version !== PROTOCOL_VERSION) {
      return socket.close(CLOSE.badVersion, `this server speaks version ${PROTOCOL_VERSION}`)
    }
    this.#greet(socket, epoch, cursor)
  }

  leave(socket: WebSocket): void {
    this.#sockets.leave(socket)
    this.#tellWhoIsHere()
  }

  /** Sends a session's devices away; undefined: everybody. */
  close(session: string | undefined): void {
    this.#sockets.close(session)
    this.#tellWhoIsHere()
  }

  /** One synchronous block with the socket going live, so nothing falls between the two and nothing comes twice. */
  #greet(socket: WebSocket, epoch: string | undefined, cursor: number | undefined): void {
    const device = this.#sockets.read(socket)?.device
    if (device === undefined) return socket.close(CLOSE.resume, 'connect anew')
    const isFirst = epoch === undefined || cursor === undefined
    const missed = isFirst ? null : this.#log.after(epoch, cursor)
    const about = { version: PROTOCOL_VERSION, ...this.#log.position }
    const frames: RoomFrame[] =
      missed === null
        ? [{ type: 'room.gap', ...about, reason: isFirst ? 'first-visit' : 'forgotten' }]
        : [{ type: 'room.resumed', ...about, seq: cursor ?? 0 }, ...missed]
    for (const frame of frames) socket.send(JSON.stringify(frame))
    socket.send(JSON.stringify({ type: 'room.live', ...this.#log.position, device } satisfies RoomFrame))
    this.#sockets.goLive(socket)
    this.#tellWhoIsHere()
  }

  #typing(socket: WebSocket, now: number): void {
    const attachment = this.#sockets.read(socket)
    if (attachment?.live !== true || now - (this.#typedAt.get(socket) ?? 0) < TYPING_EVERY_MS) return
    this.#typedAt.set(socket, now)
    const { device } = attachment
    this.#sockets.broadcast([{ type: 'room.typing', ...this.#log.position, device }], socket)
  }

  #tellWhoIsHere(): void {
    const devices = this.#sockets.listening().map(({ device }) => device)
    this.#sockets.broadcast([{ type: 'room.here', ...this.#log.position, devices }])
  }
}

function parseJson(message: string | ArrayBuffer): unknown {
  try {
    return typeof message === 'string' ? JSON.parse(message) : undefined
  } catch {
    return undefined
  }
}
