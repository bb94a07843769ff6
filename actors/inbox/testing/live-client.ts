import { vi } from 'vitest'
import type { InboxId } from '@switchboard/shared-types/ids'
import { PONG, PROTOCOL_VERSION, ServerFrame } from '@switchboard/shared-types/realtime/frames'
import type { ClientFrame } from '@switchboard/shared-types/realtime/frames'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import { inboxStub } from './house.ts'

type FrameType = ServerFrame['type']
export type FrameOf<T extends FrameType> = Extract<ServerFrame, { type: T }>

/** One end of a live socket, as a device has it. Every frame it gets must fit the schema. */
export class LiveClient {
  readonly frames: ServerFrame[] = []
  pongs = 0
  closeCode: number | null = null
  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      if (data === PONG) this.pongs += 1
      else this.frames.push(ServerFrame.parse(JSON.parse(String(data))))
    })
    socket.addEventListener('close', ({ code }) => {
      this.closeCode = code
    })
    socket.accept()
  }

  /** @param until the edge believes in the session, in milliseconds since 1970; without it, as long as nobody closes it */
  static async connect(id: InboxId, session = 'ses_one', until?: number): Promise<LiveClient> {
    const headers = {
      upgrade: 'websocket',
      [LIVE_HEADERS.inbox]: id,
      [LIVE_HEADERS.session]: session,
      ...(until === undefined ? {} : { [LIVE_HEADERS.until]: String(until) }),
    }
    const { webSocket } = await inboxStub(id).fetch('https://inbox/live', { headers })
    if (webSocket === null) throw new Error('the inbox took no socket')
    return new LiveClient(webSocket)
  }

  send(data: string | ArrayBuffer): void {
    this.#socket.send(data)
  }

  /** Says hello and waits for the end of the greeting. @returns the greeting's frames, `live` among them */
  async hello(known: Partial<Omit<ClientFrame, 'type'>> = {}): Promise<ServerFrame[]> {
    const from = this.frames.length
    this.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION, ...known }))
    await this.until((frames) => frames.slice(from).some((frame) => frame.type === 'live'))
    const greeting = this.frames.slice(from)
    return greeting.slice(0, greeting.findIndex((frame) => frame.type === 'live') + 1)
  }

  async until(holds: (frames: readonly ServerFrame[]) => boolean): Promise<void> {
    await vi.waitFor(
      () => {
        if (!holds(this.frames))
          throw new Error(`only got ${this.frames.map((frame) => frame.type).join(' ')}`)
      },
      { timeout: 20_000, interval: 2 },
    )
  }

  /** Waits for the next frame of a type, after `from` frames. */
  async frame<T extends FrameType>(type: T, from = 0): Promise<FrameOf<T>> {
    const isIt = (frame: ServerFrame): frame is FrameOf<T> => frame.type === type
    await this.until((frames) => frames.slice(from).some(isIt))
    const found = this.frames.slice(from).find(isIt)
    if (found === undefined) throw new Error(`no ${type} frame`)
    return found
  }

  /** Waits for a round trip that the runtime answers: what the inbox sent before is here then. */
  async roundTrip(): Promise<void> {
    const before = this.pongs
    this.send('ping')
    await vi.waitFor(
      () => {
        if (this.pongs === before) throw new Error('no pong')
      },
      { timeout: 20_000, interval: 2 },
    )
  }

  /** Waits until the other end closed. @returns the close code */
  async closed(): Promise<number> {
    await vi.waitFor(
      () => {
        if (this.closeCode === null) throw new Error('still open')
      },
      { timeout: 20_000, interval: 10 },
    )
    return this.closeCode ?? 0
  }

  close(code = 1000): void {
    this.#socket.close(code)
  }
}
