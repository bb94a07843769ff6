const MONTH = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i
const TIME = /\d:\d\d/
const ZONE = /(gmt|utc?|z|[+-]\d{2}:?\d{2})$/i

/**
 * Reads an HTTP date in each of its three forms (RFC 9110, 5.6.7), and the zone spellings seen in the wild.
 *
 * @returns milliseconds since 1970, or null for what is no date: `Date.parse` would take "0" for the year 2000
 */
export function parseHttpDate(value: string): number | null {
  const text = value.trim()
  if (!MONTH.test(text) || !TIME.test(text)) return null
  const time = Date.parse(ZONE.test(text) ? text : `${text} GMT`)
  return Number.isNaN(time) ? null : time
}
