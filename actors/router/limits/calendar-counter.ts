import type { Counter, Hold, NoRoom } from './counter.ts'

export type CalendarPeriod = 'day' | 'month'

/** In ms since the epoch, `endsAt` not included. */
export interface Span {
  readonly startedAt: number
  readonly endsAt: number
}

/** @returns the day or month in UTC that a time falls into */
export function spanOf(period: CalendarPeriod, at: number): Span {
  const date = new Date(at)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  return period === 'day'
    ? { startedAt: Date.UTC(year, month, day), endsAt: Date.UTC(year, month, day + 1) }
    : { startedAt: Date.UTC(year, month), endsAt: Date.UTC(year, month + 1) }
}

/** @returns a period's name: `2026-11-21` or `2026-11` */
export function periodName(period: CalendarPeriod, at: number): string {
  return new Date(at).toISOString().slice(0, period === 'day' ? 10 : 7)
}

/** An amount for each calendar day or month in UTC. A clock that went back counts into the period already begun. */
export class CalendarCounter implements Counter {
  readonly #amount: number
  readonly #period: CalendarPeriod
  #span: Span = { startedAt: -Infinity, endsAt: -Infinity }
  #used = 0
  #held = 0

  constructor(amount: number, period: CalendarPeriod) {
    this.#amount = amount
    this.#period = period
  }

  get held(): number {
    return this.#held
  }

  take(amount: number, now: number): Hold | NoRoom {
    this.#advance(now)
    // As long as a call to come back to would wait for, a person has better things to do.
    if (this.#used + this.#held + amount > this.#amount) return { retryAfter: null }
    this.#held += amount
    return { startedAt: this.#span.startedAt, amount }
  }

  hold(amount: number, at: number): Hold {
    if (this.#isOver(at)) return { startedAt: -Infinity, amount }
    this.#advance(at)
    this.#held += amount
    return { startedAt: this.#span.startedAt, amount }
  }

  settle({ startedAt, amount }: Hold, used: number): void {
    if (startedAt !== this.#span.startedAt) return
    this.#held -= amount
    this.#used += used
  }

  book(used: number, at: number): void {
    if (this.#isOver(at)) return
    this.#advance(at)
    this.#used += used
  }

  used(now: number): number {
    this.#advance(now)
    return this.#used + this.#held
  }

  resetsAt(now: number): number {
    this.#advance(now)
    return this.#span.endsAt
  }

  #isOver(at: number): boolean {
    return at < this.#span.startedAt
  }

  #advance(now: number): void {
    if (now < this.#span.endsAt) return
    this.#span = spanOf(this.#period, now)
    this.#used = this.#held = 0
  }
}
