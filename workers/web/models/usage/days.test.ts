import { expect, test } from 'vitest'
import { atMostOffered, dayWords, eachDay, lastDays, thisMonth } from './days.ts'

const NOON = Date.parse('2026-03-02T12:00:00Z')

test('the last days end with today and cross months', () => {
  expect(lastDays(3, NOON)).toEqual({ from: '2026-02-28', until: '2026-03-02' })
  expect(lastDays(1, NOON)).toEqual({ from: '2026-03-02', until: '2026-03-02' })
  expect(thisMonth(NOON)).toEqual({ from: '2026-03-01', until: '2026-03-02' })
})

test('a range names each of its days once, over the end of summer time too', () => {
  expect(eachDay({ from: '2026-02-27', until: '2026-03-02' })).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ])
  expect(new Set(eachDay({ from: '2026-10-01', until: '2026-11-30' })).size).toBe(61)
  expect(eachDay({ from: '2026-03-02', until: '2026-03-01' })).toEqual([])
})

test('a range that is longer than the server reports keeps its end', () => {
  const days = atMostOffered({ from: '2020-01-01', until: '2026-03-02' })
  expect(days.until).toBe('2026-03-02')
  expect(eachDay(days)).toHaveLength(400)
  expect(atMostOffered({ from: '2026-03-01', until: '2026-03-02' }).from).toBe('2026-03-01')
})

test('a day is told without a time zone moving it', () => {
  expect([dayWords('2026-03-02'), dayWords('2026-03-02', 'long')]).toEqual(['2 Mar', 'Mon, 2 Mar 2026'])
})
