const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * A moment in as few letters as a list allows: "now", "5m", "3h", "2d", then the date.
 * @param iso ISO 8601; @param now milliseconds since 1970
 */
export function shortAge(iso: string, now: number): string {
  const then = Date.parse(iso)
  const ago = now - then
  if (ago < MINUTE) return 'now'
  if (ago < HOUR) return `${Math.floor(ago / MINUTE)}m`
  if (ago < DAY) return `${Math.floor(ago / HOUR)}h`
  if (ago < 7 * DAY) return `${Math.floor(ago / DAY)}d`
  const date = new Date(then)
  const sameYear = date.getFullYear() === new Date(now).getFullYear()
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
}

/** A moment in full, in the person's own time zone. */
export function fullTime(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}

/** How far a moment lies ahead or behind, as words: "in 5 minutes", "2 days ago". */
export function relative(iso: string, now: number): string {
  const diff = Date.parse(iso) - now
  const words = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })
  const size = Math.abs(diff)
  if (size < MINUTE) return words.format(Math.round(diff / 1000), 'second')
  if (size < HOUR) return words.format(Math.round(diff / MINUTE), 'minute')
  if (size < DAY) return words.format(Math.round(diff / HOUR), 'hour')
  return words.format(Math.round(diff / DAY), 'day')
}
