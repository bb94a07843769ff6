import type { FeedHints } from '../types.ts'

const HOUR_MS = 3_600_000
const HOURS_AHEAD = 7 * 24
/** Polls that waited for the same hour to begin are spread over its first minutes. */
const SPREAD_MS = 10 * 60_000

/** Whether a feed forbids every hour or every day, and so contradicts itself. */
export function skipsEverything(hints: Pick<FeedHints, 'skipHours' | 'skipDays'>): boolean {
  return hints.skipHours.length === 24 || hints.skipDays.length === 7
}

/**
 * The planned time, or the start of the first hour after it that neither skipHours nor skipDays names (both in GMT).
 * A feed that skips everything is not moved.
 */
export function skipForbidden(
  planned: Date,
  hints: Pick<FeedHints, 'skipHours' | 'skipDays'>,
  random: () => number,
): Date {
  const isAllowed = (date: Date): boolean =>
    !hints.skipHours.includes(date.getUTCHours()) && !hints.skipDays.includes(date.getUTCDay())
  if (isAllowed(planned)) return planned
  const hour = Math.floor(planned.getTime() / HOUR_MS) * HOUR_MS
  for (let ahead = 1; ahead <= HOURS_AHEAD; ahead++) {
    const start = new Date(hour + ahead * HOUR_MS)
    if (isAllowed(start)) return new Date(start.getTime() + random() * SPREAD_MS)
  }
  return planned
}
