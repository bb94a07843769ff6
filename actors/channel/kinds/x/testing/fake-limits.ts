import { problem } from './problem.ts'

const WINDOW_MS = 15 * 60_000

/** Limits for each endpoint in a quarter of an hour; what is named nowhere has none. */
export class FakeLimits {
  readonly #most = new Map<string, number>()
  readonly #windows = new Map<string, { began: number; used: number }>()
  readonly #now: () => number
  /** The limit of a day is used up until then, in ms since the epoch. */
  dayEndsAt: number | null = null

  constructor(now: () => number) {
    this.#now = now
  }

  set(endpoint: string, most: number): void {
    this.#most.set(endpoint, most)
    this.#windows.delete(endpoint)
  }

  /** @returns the refusal where nothing is left */
  take(endpoint: string): Response | null {
    const most = this.#most.get(endpoint)
    if (most === undefined) return null
    const now = this.#now()
    const before = this.#windows.get(endpoint)
    const window = before === undefined || now - before.began >= WINDOW_MS ? { began: now, used: 0 } : before
    window.used += 1
    this.#windows.set(endpoint, window)
    if (window.used <= most) return null
    const headers = {
      'x-rate-limit-limit': String(most),
      'x-rate-limit-remaining': '0',
      'x-rate-limit-reset': String(Math.ceil((window.began + WINDOW_MS) / 1000)),
      ...(this.dayEndsAt !== null && {
        'x-user-limit-24hour-remaining': '0',
        'x-user-limit-24hour-reset': String(Math.ceil(this.dayEndsAt / 1000)),
      }),
    }
    return problem(429, 'Too Many Requests', 'Too Many Requests', headers)
  }
}
