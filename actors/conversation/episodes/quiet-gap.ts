const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A silence that ends an episode, in ms, between these two. */
export const QUIET = { shortest: 30 * MINUTE_MS, longest: 24 * HOUR_MS, unknown: 6 * HOUR_MS } as const
/** How many of the newest gaps tell how a thread is talked in. */
export const GAPS_READ = 200
/** Fewer say nothing. */
const GAPS_NEEDED = 20
/** Nine of ten pauses belong to the talk; a silence is several times as long as those. */
const ORDINARY = 0.9
const TIMES = 3

/**
 * How long a silence ends an episode in a thread, learned from how it is talked in. A few very long or very short pauses
 * change nothing.
 * @param gaps between messages that follow each other, in ms, in any order
 * @returns ms, between `QUIET.shortest` and `QUIET.longest`
 */
export function learnQuietGap(gaps: readonly number[]): number {
  if (gaps.length < GAPS_NEEDED) return QUIET.unknown
  const sorted = gaps.toSorted((a, b) => a - b)
  const ordinary = sorted[Math.floor((sorted.length - 1) * ORDINARY)] ?? QUIET.unknown
  return Math.min(QUIET.longest, Math.max(QUIET.shortest, ordinary * TIMES))
}
