import type { UsageLine } from '@switchboard/shared-types/api/router/calls'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { costWords } from './cost.ts'
import { filled, isUnknown, lineWords, partsOf, PARTS, roundTop, sumOf, type Measure } from './series.ts'

const LINE: UsageLine = {
  key: '2026-11-02',
  calls: 3,
  failed: 1,
  usage: { input: 100, output: 20, cacheRead: 900, cacheWrite: 50, cacheWriteLong: 10, reasoning: 5 },
  costUsd: 1.5,
  unpriced: 0,
}

test('days without calls are there, with nothing in them', () => {
  const lines = filled(['2026-11-01', '2026-11-02', '2026-11-03'], [LINE])
  expect(lines.map(({ key, calls }) => [key, calls])).toEqual([
    ['2026-11-01', 0],
    ['2026-11-02', 3],
    ['2026-11-03', 0],
  ])
})

test('each token is counted in one part of the bar only', () => {
  expect(partsOf('tokens', LINE)).toEqual([150, 900, 20])
  expect(sumOf('tokens', LINE)).toBe(1070)
  expect(partsOf('calls', LINE)).toEqual([2, 1])
})

test.each<Measure>(['cost', 'tokens', 'calls'])('every part of %s has a name', (measure) => {
  expect(partsOf(measure, LINE)).toHaveLength(PARTS[measure].length)
})

test('an unknown price is told as unknown, never as nothing', () => {
  const unknown = { ...LINE, costUsd: 0, unpriced: 3 }
  expect(costWords(unknown)).toBe('unknown')
  expect(costWords({ ...LINE, unpriced: 1 })).toBe('$1.50 +')
  expect(isUnknown('cost', unknown)).toBe(true)
  expect(isUnknown('tokens', unknown)).toBe(false)
  expect(lineWords(unknown)).toMatch(/cost unknown \(3 calls without a known price\)$/)
})

test('the top of the axis is round and not below the highest bar, nor far above it', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (highest) => {
      const top = roundTop(highest)
      expect(top).toBeGreaterThanOrEqual(highest * (1 - 1e-9))
      expect(top).toBeLessThanOrEqual(highest * 1.5001)
    }),
  )
  expect([0, 3, 12, 590].map(roundTop)).toEqual([1, 3, 15, 600])
})
