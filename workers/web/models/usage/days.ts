const DAY_MS = 86_400_000
/** As many as the server reports at once. */
const MOST_DAYS = 400

/** Calendar days in UTC, both included, as `2026-11-21`. */
export interface Days {
  readonly from: string
  readonly until: string
}

/** @param now milliseconds since 1970; @returns so many days, today the last */
export function lastDays(count: number, now: number): Days {
  return { from: dayOf(now - (count - 1) * DAY_MS), until: dayOf(now) }
}

/** @returns from the first of the month until today */
export function thisMonth(now: number): Days {
  return { from: `${dayOf(now).slice(0, 7)}-01`, until: dayOf(now) }
}

/** Every day of a range in order, as many as the server reports. */
export function eachDay({ from, until }: Days): string[] {
  const first = Date.parse(from)
  const count = Math.min(MOST_DAYS, Math.floor((Date.parse(until) - first) / DAY_MS) + 1)
  return Array.from({ length: Math.max(0, count) }, (_, index) => dayOf(first + index * DAY_MS))
}

/** @returns the range, its first day moved so that the server reports it */
export function atMostOffered({ from, until }: Days): Days {
  const earliest = dayOf(Date.parse(until) - (MOST_DAYS - 1) * DAY_MS)
  return { from: from < earliest ? earliest : from, until }
}

/** A day for people. */
export function dayWords(day: string, form: 'short' | 'long' = 'short'): string {
  return new Date(day).toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(form === 'long' ? { weekday: 'short', year: 'numeric' } : {}),
  })
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
