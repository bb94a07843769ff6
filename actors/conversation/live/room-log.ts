import type { RoomChange, RoomEvent } from '@switchboard/shared-types/realtime/room-frames'

/** Beyond this many a device is better served by loading the newest messages. */
export const ROOM_LOG = 500

/**
 * What the room has told since the actor woke, for devices that lost their connection meanwhile. It is kept in memory
 * alone, because a row for each message would be a third of what the message costs: after a sleep the epoch is another
 * one, and a device is told that there is a gap.
 */
export class RoomLog {
  readonly epoch = crypto.randomUUID()
  #events: RoomEvent[] = []
  #head = 0

  get position(): { epoch: string; seq: number } {
    return { epoch: this.epoch, seq: this.#head }
  }

  /** Gives events their places. */
  add(changes: readonly RoomChange[]): RoomEvent[] {
    const events = changes.map((change) => ({ ...change, epoch: this.epoch, seq: ++this.#head }))
    this.#events = [...this.#events, ...events].slice(-ROOM_LOG)
    return events
  }

  /** @returns what followed, in order; null where that is not known */
  after(epoch: string, seq: number): RoomEvent[] | null {
    const oldest = this.#head - this.#events.length
    if (epoch !== this.epoch || seq < oldest || seq > this.#head) return null
    return this.#events.slice(seq - oldest)
  }
}
