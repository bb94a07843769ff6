import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffDelay } from './backoff.ts'

const plan = fc.record({
  attempt: fc.integer({ min: 1, max: 5_000 }),
  baseMs: fc.integer({ min: 1, max: 60_000 }),
  capMs: fc.integer({ min: 1, max: 86_400_000 }),
  retryAfterMs: fc.option(fc.nat(86_400_000), { nil: 0 }),
})
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('backoff', () => {
  it('stays between what the other side asked for and that plus the ceiling of the attempt', () => {
    fc.assert(
      fc.property(plan, share, (asked, random) => {
        const delay = backoffDelay({ ...asked, random: () => random })
        const ceiling = Math.min(asked.capMs, asked.baseMs * 2 ** (asked.attempt - 1))
        expect(Number.isInteger(delay)).toBe(true)
        expect(delay).toBeGreaterThanOrEqual(asked.retryAfterMs)
        expect(delay).toBeLessThanOrEqual(asked.retryAfterMs + ceiling)
      }),
    )
  })

  it('doubles its ceiling with each attempt up to the cap', () => {
    const ceilings = [1, 2, 3, 4, 5, 2_000].map((attempt) =>
      backoffDelay({ attempt, baseMs: 1_000, capMs: 10_000, random: () => 1 - Number.EPSILON }),
    )
    expect(ceilings).toEqual([999, 1_999, 3_999, 7_999, 9_999, 9_999])
  })

  it('uses the whole range, so that clients that failed together do not retry together', () => {
    fc.assert(
      fc.property(plan, fc.tuple(share, share), (asked, [one, other]) => {
        fc.pre(one < other)
        const [early, late] = [one, other].map((random) => backoffDelay({ ...asked, random: () => random }))
        expect(early).toBeLessThanOrEqual(late ?? Number.NaN)
      }),
    )
    expect(backoffDelay({ attempt: 9, baseMs: 1_000, capMs: 60_000, random: () => 0 })).toBe(0)
    expect(backoffDelay({ attempt: 9, baseMs: 1_000, capMs: 60_000, random: () => 0.5 })).toBe(30_000)
  })
})
