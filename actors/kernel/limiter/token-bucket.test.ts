import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeFromBucket, type BucketState } from './token-bucket.ts'

const START = Date.parse('2026-11-21T12:00:00Z')

const rule = fc.record({
  capacity: fc.integer({ min: 1, max: 1_000 }),
  tokensPerSecond: fc.double({ min: 0.01, max: 500, noNaN: true }),
})
const request = fc.record({ afterMs: fc.nat(20_000), share: fc.double({ min: 0.001, max: 1, noNaN: true }) })
const requests = fc.array(request, { maxLength: 60 })

describe('a token bucket', () => {
  it('gives a burst, then what flows back', () => {
    const perMinute = { capacity: 2, tokensPerSecond: 0.5 }
    const first = takeFromBucket(perMinute, null, START)
    const second = takeFromBucket(perMinute, first.state, START)
    const third = takeFromBucket(perMinute, second.state, START)
    expect([first.allowed, second.allowed, third.allowed]).toEqual([true, true, false])
    expect(third.retryAfterSeconds).toBe(2)
    expect(takeFromBucket(perMinute, third.state, START + 2_000).allowed).toBe(true)
  })

  it('never gives more than its capacity and what has flowed in since the beginning', () => {
    fc.assert(
      fc.property(rule, requests, (bucket, asked) => {
        let now = START
        let taken = 0
        let state: BucketState | null = null
        for (const { afterMs, share } of asked) {
          now += afterMs
          const cost = share * bucket.capacity
          const decision = takeFromBucket(bucket, state, now, cost)
          state = decision.state
          if (decision.allowed) taken += cost
          const inflow = ((now - START) / 1000) * bucket.tokensPerSecond
          expect(taken).toBeLessThanOrEqual(bucket.capacity + inflow + 1e-6)
          expect(state.tokens).toBeGreaterThanOrEqual(0)
          expect(state.tokens).toBeLessThanOrEqual(bucket.capacity)
        }
      }),
    )
  })

  it('allows what it refused after exactly the wait it named, and not a second earlier', () => {
    fc.assert(
      fc.property(rule, requests, (bucket, asked) => {
        let now = START
        let state: BucketState | null = null
        for (const { afterMs, share } of asked) {
          now += afterMs
          const cost = share * bucket.capacity
          const decision = takeFromBucket(bucket, state, now, cost)
          state = decision.state
          if (decision.allowed) continue
          const later = now + decision.retryAfterSeconds * 1_000
          expect(decision.retryAfterSeconds).toBeGreaterThan(0)
          expect(takeFromBucket(bucket, state, later, cost).allowed).toBe(true)
          expect(takeFromBucket(bucket, state, later - 1_001, cost).allowed).toBe(false)
        }
      }),
    )
  })

  it('gains nothing from a clock that goes back', () => {
    const empty = { tokens: 0, updatedAt: START }
    const decision = takeFromBucket({ capacity: 5, tokensPerSecond: 1 }, empty, START - 60_000)
    expect(decision).toEqual({ state: empty, allowed: false, retryAfterSeconds: 61 })
  })

  it('rejects a cost that no bucket of this size could ever give', () => {
    const bucket = { capacity: 5, tokensPerSecond: 1 }
    for (const cost of [6, 0, -1, Number.NaN]) {
      expect(() => takeFromBucket(bucket, null, START, cost)).toThrow(RangeError)
    }
  })
})
