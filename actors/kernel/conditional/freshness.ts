import { parseHttpDate } from './http-date.ts'

/** What a server says about how long its answer stays good. */
export interface Freshness {
  readonly noStore: boolean
  /** Seconds from the answer on; 0 where it must be asked again at once, null where the server says nothing. */
  readonly maxAgeSeconds: number | null
}

/** RFC 9111, 1.2.2: larger values mean "a very long time" and are read as this. */
const LONGEST_SECONDS = 2 ** 31

const DIRECTIVE = /([a-z0-9-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,;]*)))?/gi

/**
 * Reads Cache-Control and, where it has no max-age, Expires (RFC 9111, 4.2.1 and 5.3).
 *
 * @param now milliseconds since 1970; used where the response has no Date of its own
 */
export function readFreshness(headers: Headers, now: number): Freshness {
  const directives = readDirectives(headers.get('cache-control') ?? '')
  const noStore = directives.has('no-store')
  if (noStore || directives.has('no-cache')) return { noStore, maxAgeSeconds: 0 }
  const maxAge = readSeconds(directives.get('max-age') ?? '')
  return { noStore, maxAgeSeconds: maxAge ?? readExpires(headers, now) }
}

/**
 * Reads Retry-After in both forms, seconds and date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since 1970; used where the response has no Date of its own
 * @returns whole seconds to wait, 0 for a date gone by, null where there is none or it cannot be read
 */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const value = headers.get('retry-after')
  if (value === null) return null
  return readSeconds(value) ?? secondsUntil(value, headers, now)
}

/** An Expires that is no date, "0" and "-1" above all, means already expired. */
function readExpires(headers: Headers, now: number): number | null {
  const value = headers.get('expires')
  return value === null ? null : (secondsUntil(value, headers, now) ?? 0)
}

/** Measured on the server's own clock, so that a wrong one cancels out. */
function secondsUntil(date: string, headers: Headers, now: number): number | null {
  const time = parseHttpDate(date)
  if (time === null) return null
  const sentAt = parseHttpDate(headers.get('date') ?? '') ?? now
  return Math.min(Math.max(Math.ceil((time - sentAt) / 1000), 0), LONGEST_SECONDS)
}

/** The first of two equal directives counts (RFC 9111, 4.2.1). */
function readDirectives(cacheControl: string): Map<string, string> {
  const directives = new Map<string, string>()
  for (const [, name = '', quoted, plain] of cacheControl.matchAll(DIRECTIVE)) {
    const key = name.toLowerCase()
    if (!directives.has(key)) directives.set(key, quoted ?? plain ?? '')
  }
  return directives
}

function readSeconds(value: string): number | null {
  const digits = value.trim()
  return /^\d+$/.test(digits) ? Math.min(Number(digits), LONGEST_SECONDS) : null
}
