import { expect, test } from 'vitest'
import { relative, shortAge } from './time.ts'

const now = Date.parse('2026-11-21T12:00:00.000Z')
const ago = (ms: number): string => new Date(now - ms).toISOString()

test('an age is as short as a list allows', () => {
  const ages = [5_000, 5 * 60_000, 3 * 3_600_000, 6 * 86_400_000].map((ms) => shortAge(ago(ms), now))
  expect(ages).toEqual(['now', '5m', '3h', '6d'])
})

test('older than a week it is a date, with the year only where it is another one', () => {
  expect(shortAge('2026-03-02T12:00:00.000Z', now)).toBe('2 Mar')
  expect(shortAge('2019-03-02T12:00:00.000Z', now)).toBe('2 Mar 2019')
})

test('a clock that runs ahead reads as now, not as a negative age', () => {
  expect(shortAge(ago(-90_000), now)).toBe('now')
})

test('words tell the future from the past', () => {
  expect(relative(ago(-5 * 60_000), now)).toBe('in 5 minutes')
  expect(relative(ago(2 * 86_400_000), now)).toBe('2 days ago')
})
