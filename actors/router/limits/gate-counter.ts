import type { Counter, Hold, NoRoom } from './counter.ts'

/** Nobody knows when a call ends: the first to ask again after a second gets the room that one has left. */
const RETRY_SECONDS = 1

/** How many at once. */
export class GateCounter implements Counter {
  readonly #amount: number
  #held = 0

  constructor(amount: number) {
    this.#amount = amount
  }

  get held(): number {
    return this.#held
  }

  take(amount: number, now: number): Hold | NoRoom {
    if (this.#held + amount > this.#amount) return { retryAfter: RETRY_SECONDS }
    return this.hold(amount, now)
  }

  hold(amount: number, at: number): Hold {
    this.#held += amount
    return { startedAt: at, amount }
  }

  settle({ amount }: Hold): void {
    this.#held -= amount
  }

  book(): void {
    // What has run takes no room.
  }

  used(): number {
    return this.#held
  }

  resetsAt(): null {
    return null
  }
}
