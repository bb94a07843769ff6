import type { WindowState } from '@switchboard/kernel/limiter/sliding-window'
import { takeFromWindow } from '@switchboard/kernel/limiter/sliding-window'
import type { Counter, Hold, NoRoom } from './counter.ts'

const WINDOW_MS = 60_000
const UNBOUNDED = { limit: Infinity, windowMs: WINDOW_MS }

/** An amount for any minute. What alone is larger than the amount takes all of it, so that it has its turn one day. */
export class MinuteCounter implements Counter {
  readonly #amount: number
  #state: WindowState | null = null
  #held = 0

  constructor(amount: number) {
    this.#amount = amount
  }

  get held(): number {
    return this.#held
  }

  take(amount: number, now: number): Hold | NoRoom {
    if (amount <= 0) return { startedAt: this.#state?.startedAt ?? 0, amount: 0 }
    const cost = Math.min(amount, this.#amount)
    const rule = { limit: this.#amount, windowMs: WINDOW_MS }
    const { state, allowed, retryAfterSeconds } = takeFromWindow(rule, this.#state, now, cost)
    this.#state = state
    if (!allowed) return { retryAfter: Math.max(retryAfterSeconds, 1) }
    this.#held += cost
    return { startedAt: state.startedAt, amount: cost }
  }

  hold(amount: number, at: number): Hold {
    const cost = Math.min(amount, this.#amount)
    this.book(cost, at)
    this.#held += cost
    return { startedAt: windowOf(at), amount: cost }
  }

  settle({ startedAt, amount }: Hold, used: number): void {
    this.#held -= amount
    this.#add(used - amount, startedAt)
  }

  book(used: number, at: number): void {
    const startedAt = windowOf(at)
    const isNews = this.#state === null || startedAt > this.#state.startedAt
    if (isNews && used > 0) this.#state = takeFromWindow(UNBOUNDED, this.#state, at, used).state
    else this.#add(used, startedAt)
  }

  used(now: number): number {
    if (this.#state === null) return 0
    const { startedAt, count, previous } = this.#state
    const passed = Math.max(now - startedAt, 0) / WINDOW_MS
    if (passed < 1) return count + previous * (1 - passed)
    return passed < 2 ? count * (2 - passed) : 0
  }

  resetsAt(): null {
    return null
  }

  #add(amount: number, startedAt: number): void {
    if (this.#state === null) return
    if (startedAt === this.#state.startedAt) {
      this.#state = { ...this.#state, count: this.#state.count + amount }
    } else if (startedAt === this.#state.startedAt - WINDOW_MS) {
      this.#state = { ...this.#state, previous: this.#state.previous + amount }
    }
  }
}

function windowOf(at: number): number {
  return Math.floor(at / WINDOW_MS) * WINDOW_MS
}
