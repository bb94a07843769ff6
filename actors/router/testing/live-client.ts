import { vi } from 'vitest'
import { RouterFrame } from '@switchboard/shared-types/api/router/calls'
import { PING, PONG } from '@switchboard/shared-types/realtime/frames'
import { LIVE_HEADERS } from '@switchboard/shared-types/realtime/live-headers'
import type { House } from './house.ts'

const WAIT = { timeout: 20_000, interval: 2 }

/** One end of a live socket, as a page has it. Every frame it gets must fit the schema. */
export class LiveClient {
  readonly frames: RouterFrame[] = []
  pongs = 0
  closeCode: number | null = null
  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      if (data === PONG) this.pongs += 1
      else this.frames.push(RouterFrame.parse(JSON.parse(String(data))))
    })
    socket.addEventListener('close', ({ code }) => {
      this.closeCode = code
    })
    socket.accept()
  }

  static async connect({ id, stub }: House, session = 'ses_one'): Promise<LiveClient> {
    const headers = { upgrade: 'websocket', [LIVE_HEADERS.router]: id, [LIVE_HEADERS.session]: session }
    const { webSocket } = await stub.fetch('https://router/live', { headers })
    if (webSocket === null) throw new Error('the router took no socket')
    return new LiveClient(webSocket)
  }

  send(data: string): void {
    this.#socket.send(data)
  }

  close(code: number): void {
    this.#socket.close(code)
  }

  /** Waits for a frame that fits. */
  async frame(fits: (frame: RouterFrame) => boolean): Promise<RouterFrame> {
    return await vi.waitFor(() => {
      const found = this.frames.find(fits)
      if (found === undefined) throw new Error(`only got ${this.frames.map(({ type }) => type).join(' ')}`)
      return found
    }, WAIT)
  }

  /** Waits for a round trip that the runtime answers: what the router sent before is here then. */
  async roundTrip(): Promise<void> {
    const before = this.pongs
    this.send(PING)
    await vi.waitFor(() => {
      if (this.pongs === before) throw new Error('no pong')
    }, WAIT)
  }

  /** Waits until the other end closed. @returns the close code */
  async closed(): Promise<number> {
    return await vi.waitFor(() => {
      if (this.closeCode === null) throw new Error('still open')
      return this.closeCode
    }, WAIT)
  }
}
