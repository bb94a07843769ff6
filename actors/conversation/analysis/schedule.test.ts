import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analysisDueAt } from './schedule.ts'

const MINUTE = 60_000

describe('an analysis', () => {
  it('comes a minute after the last message, and ten minutes after the one before at the earliest', () => {
    expect(analysisDueAt({ first: 0, last: 5 * MINUTE, analysedAt: null })).toBe(6 * MINUTE)
    expect(analysisDueAt({ first: 0, last: 0, analysedAt: -2 * MINUTE })).toBe(8 * MINUTE)
    expect(analysisDueAt({ first: 0, last: 0, analysedAt: -20 * MINUTE })).toBe(MINUTE)
  })

  it('comes within half an hour of the first new message, however long people go on', () => {
    const time = fc.integer({ min: 0, max: 1_000 * MINUTE })
    fc.assert(
      fc.property(time, time, fc.option(time), (first, talk, ago) => {
        const last = first + talk
        const due = analysisDueAt({ first, last, analysedAt: ago === null ? null : first - ago })
        expect(due).toBeLessThanOrEqual(first + 30 * MINUTE)
        expect(due).toBeGreaterThanOrEqual(Math.min(last + MINUTE, first + 30 * MINUTE))
      }),
    )
  })
})
