import { vi } from 'vitest'
import { PONG, PROTOCOL_VERSION } from '@switchboard/shared-types/realtime/frames'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import { RoomFrame } from '@switchboard/shared-types/realtime/room-frames'
import type { RoomClientFrame } from '@switchboard/shared-types/realtime/room-frames'
import type { Talk } from './talk.ts'

type FrameType = RoomFrame['type']
type FrameOf<T extends FrameType> = Extract<RoomFrame, { type: T }>

/** Longer than any test. */
const BELIEVED_MS = 365 * 24 * 60 * 60 * 1000
const PATIENCE = { timeout: 20_000, interval: 2 }

/** One end of a room's socket, as a device has it. Every frame it gets must fit the schema. */
export class RoomClient {
  readonly frames: RoomFrame[] = []
  closeCode: number | null = null
  #pongs = 0
  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      if (data === PONG) this.#pongs += 1
      else this.frames.push(RoomFrame.parse(JSON.parse(String(data))))
    })
    socket.addEventListener('close', ({ code }) => {
      this.closeCode = code
    })
    socket.accept()
  }

  /** @param until the edge believes in the session, in milliseconds since 1970 */
  static async connect(
    { stub, id, owner }: Talk,
    session = 'ses_one',
    until = Date.now() + BELIEVED_MS,
  ): Promise<RoomClient> {
    const headers = {
      upgrade: 'websocket',
      [LIVE_HEADERS.conversation]: id,
      [LIVE_HEADERS.owner]: owner,
      [LIVE_HEADERS.session]: session,
      [LIVE_HEADERS.until]: String(until),
    }
    const { webSocket } = await stub.fetch('https://conversation/live', { headers })
    if (webSocket === null) throw new Error('the room took no socket')
    return new RoomClient(webSocket)
  }

  send(data: string): void {
    this.#socket.send(data)
  }

  /** Says hello and waits for the end of the greeting. @returns its frames, `room.live` among them */
  async hello(
    known: Partial<Omit<Extract<RoomClientFrame, { type: 'hello' }>, 'type'>> = {},
  ): Promise<RoomFrame[]> {
    const from = this.frames.length
    this.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, ...known }))
    await this.frame('room.live', from)
    const greeting = this.frames.slice(from)
    return greeting.slice(0, greeting.findIndex(({ type }) => type === 'room.live') + 1)
  }

  /** Waits for the next frame of a type, after `from` frames. */
  async frame<T extends FrameType>(type: T, from = 0): Promise<FrameOf<T>> {
    const isIt = (frame: RoomFrame): frame is FrameOf<T> => frame.type === type
    return await vi.waitFor(() => {
      const found = this.frames.slice(from).find(isIt)
      if (found === undefined) throw new Error(`only got ${this.frames.map((frame) => frame.type).join(' ')}`)
      return found
    }, PATIENCE)
  }

  /** Waits for a round trip that the runtime answers: what the room sent before is here then. */
  async roundTrip(): Promise<void> {
    const before = this.#pongs
    this.send('ping')
    await vi.waitFor(() => {
      if (this.#pongs === before) throw new Error('no pong')
    }, PATIENCE)
  }

  async closed(): Promise<number> {
    return await vi.waitFor(() => {
      if (this.closeCode === null) throw new Error('still open')
      return this.closeCode
    }, PATIENCE)
  }

  close(): void {
    this.#socket.close(1000)
  }

  textsAdded(): string[] {
    return this.frames.flatMap((frame) => (frame.type === 'message.added' ? [frame.message.text] : []))
  }
}
