import { describe, expect, it } from 'vitest'
import { readFreshness, readRetryAfter } from './freshness.ts'

const NOON = Date.parse('2026-11-21T12:00:00Z')

function maxAge(headers: Record<string, string>): number | null {
  return readFreshness(new Headers(headers), NOON).maxAgeSeconds
}

function retryAfter(value: string, date?: string): number | null {
  return readRetryAfter(new Headers({ 'retry-after': value, ...(date === undefined ? {} : { date }) }), NOON)
}

describe('how long an answer stays good', () => {
  it.each([
    ['max-age=300', 300],
    ['public, MAX-AGE=300, must-revalidate', 300],
    ['max-age="300"', 300],
    ['max-age = 300', 300],
    ['max-age=60, max-age=300', 60],
    ['max-age=0', 0],
    ['max-age=99999999999999999999', 2 ** 31],
    ['no-cache', 0],
    ['no-cache, max-age=300', 0],
    ['private', null],
    ['s-maxage=300', null],
    ['max-age=', null],
    ['max-age=-5', null],
    ['max-age=5.5', null],
    ['max-age=soon', null],
    ['x="max-age=7"', null],
    [', ,,=;', null],
  ])('Cache-Control: %s means %s seconds', (value, seconds) => {
    expect(maxAge({ 'cache-control': value })).toBe(seconds)
  })

  it('tells no-store from the rest', () => {
    expect(readFreshness(new Headers({ 'cache-control': 'private, No-Store' }), NOON)).toEqual({
      noStore: true,
      maxAgeSeconds: 0,
    })
    expect(readFreshness(new Headers(), NOON)).toEqual({ noStore: false, maxAgeSeconds: null })
  })

  it('is counted from Date to Expires, on the clock of the server', () => {
    const expires = 'Sat, 21 Nov 2026 13:00:00 GMT'
    expect(maxAge({ expires })).toBe(3_600)
    expect(maxAge({ expires, date: 'Sat, 21 Nov 2026 12:50:00 GMT' })).toBe(600)
    expect(maxAge({ expires, date: 'Sat, 21 Nov 2026 14:00:00 GMT' })).toBe(0)
    expect(maxAge({ expires, date: 'garbage' })).toBe(3_600)
  })

  it.each(['0', '-1', 'never', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'has already ended where Expires is %s',
    (expires) => {
      expect(maxAge({ expires })).toBe(0)
    },
  )

  it('is what max-age says where both are there', () => {
    expect(maxAge({ 'cache-control': 'max-age=5', expires: 'Sat, 21 Nov 2026 13:00:00 GMT' })).toBe(5)
  })
})

describe('Retry-After', () => {
  it.each([
    ['120', 120],
    [' 120 ', 120],
    ['0', 0],
    ['Sat, 21 Nov 2026 12:02:00 GMT', 120],
    ['Saturday, 21-Nov-26 12:02:00 GMT', 120],
    ['Sat Nov 21 12:02:00 2026', 120],
    ['Sat, 21 Nov 2026 12:02:00 +0000', 120],
    ['Sat, 21 Nov 2026 13:02:00 +0100', 120],
    ['Sat, 21 Nov 2026 12:02:00', 120],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['99999999999999999999', 2 ** 31],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['', null],
  ])('%j means %s seconds', (value, seconds) => {
    expect(retryAfter(value)).toBe(seconds)
  })

  it('as a date is counted on the clock of the server', () => {
    expect(retryAfter('Sat, 21 Nov 2026 09:02:00 GMT', 'Sat, 21 Nov 2026 09:00:00 GMT')).toBe(120)
  })

  it('is null where the header is missing', () => {
    expect(readRetryAfter(new Headers(), NOON)).toBeNull()
  })
})
