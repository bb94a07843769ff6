const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const RECENT_ITEMS = 10
const MIN_ITEMS = 4

/**
 * Half the usual gap between a feed's recent items, or half the present silence where that is longer; null when too
 * few items are dated to tell.
 */
export function activeMinutes(itemDates: readonly string[], now: Date): number | null {
  const times = pastTimes(itemDates, now).slice(0, RECENT_ITEMS)
  const newest = times[0]
  if (newest === undefined || times.length < MIN_ITEMS) return null
  const gaps = times.slice(1).map((time, i) => (times[i] ?? time) - time)
  const median = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0
  return Math.round(Math.max(median, now.getTime() - newest) / 2 / MINUTE_MS)
}

/** How long to leave a feed alone that has had nothing new for a month or a year; 0 when it has. */
export function quietMinutes(itemDates: readonly string[], now: Date): number {
  const newest = pastTimes(itemDates, now)[0]
  if (newest === undefined) return 0
  const days = (now.getTime() - newest) / DAY_MS
  if (days > 365) return 6 * 60
  return days > 30 ? 2 * 60 : 0
}

/** Newest first; a date in the future tells nothing about the past. */
function pastTimes(itemDates: readonly string[], now: Date): number[] {
  return itemDates
    .map((date) => Date.parse(date))
    .filter((time) => time <= now.getTime())
    .toSorted((a, b) => b - a)
}
