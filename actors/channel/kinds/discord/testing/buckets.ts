import { tooMany } from './refusal.ts'

const LIMIT = 5
const PERIOD_MS = 5_000
const GLOBAL_LIMIT = 50
const GLOBAL_PERIOD_MS = 1_000

/** The rate limits of one bot: a bucket for each route and channel, and one over all. */
export class Buckets {
  readonly #calls = new Map<string, number[]>()

  /**
   * @returns the headers that tell what is left
   * @throws Refusal where the bucket is empty
   */
  admit(bucket: string, now: number): Record<string, string> {
    const all = this.#recent('', GLOBAL_PERIOD_MS, now)
    if (all.length >= GLOBAL_LIMIT) throw tooMany(GLOBAL_PERIOD_MS / 1_000, true)
    const recent = this.#recent(bucket, PERIOD_MS, now)
    const [oldest = now] = recent
    const resetAfter = (oldest + PERIOD_MS - now) / 1_000
    if (recent.length >= LIMIT) throw tooMany(resetAfter, false)
    all.push(now)
    recent.push(now)
    return {
      'x-ratelimit-bucket': bucket,
      'x-ratelimit-limit': String(LIMIT),
      'x-ratelimit-remaining': String(LIMIT - recent.length),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
    }
  }

  #recent(key: string, periodMs: number, now: number): number[] {
    const recent = (this.#calls.get(key) ?? []).filter((at) => now - at < periodMs)
    this.#calls.set(key, recent)
    return recent
  }
}
