export interface Backoff {
  /** 1 for the first retry. */
  readonly attempt: number
  readonly baseMs: number
  readonly capMs: number
  /** Uniform in [0, 1): `Math.random`, or a seeded one. */
  readonly random: () => number
  /** What the other side asked for; a floor, even beyond the cap. */
  readonly retryAfterMs?: number
}

/**
 * Exponential backoff with full jitter: uniform between 0 and min(cap, base * 2^(attempt - 1)). The jitter comes on top
 * of a Retry-After, so that all who were told the same time do not come back at once.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @returns whole milliseconds to wait
 */
export function backoffDelay({ attempt, baseMs, capMs, random, retryAfterMs = 0 }: Backoff): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** (Math.max(attempt, 1) - 1))
  return Math.ceil(retryAfterMs) + Math.floor(random() * ceiling)
}
