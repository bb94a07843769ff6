import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takeFromWindow, type WindowState } from './sliding-window.ts'

const MINUTE = { limit: 10, windowMs: 60_000 }
const START = Date.parse('2026-11-21T12:00:00Z')

const rule = fc.record({
  limit: fc.integer({ min: 1, max: 50 }),
  windowMs: fc.integer({ min: 500, max: 120_000 }),
})
const gaps = fc.array(fc.nat(40_000), { maxLength: 200 })

describe('a sliding window', () => {
  it('allows its limit and names the wait', () => {
    let state: WindowState | null = null
    for (let count = 0; count < 10; count += 1) {
      const decision = takeFromWindow(MINUTE, state, START)
      expect(decision.allowed).toBe(true)
      state = decision.state
    }
    const refused = takeFromWindow(MINUTE, state, START)
    expect(refused).toMatchObject({ allowed: false, retryAfterSeconds: 66 })
  })

  it('gives no double share around the turn of a window', () => {
    const full = { startedAt: START, count: 10, previous: 0 }
    expect(takeFromWindow(MINUTE, full, START + 60_000).allowed).toBe(false)
    expect(takeFromWindow(MINUTE, full, START + 66_000).allowed).toBe(true)
    expect(takeFromWindow(MINUTE, full, START + 120_000).allowed).toBe(true)
  })

  it('never allows more than its limit within one of its windows', () => {
    fc.assert(
      fc.property(rule, gaps, (window, waits) => {
        const perWindow = new Map<number, number>()
        let now = START
        let state: WindowState | null = null
        for (const wait of waits) {
          now += wait
          const decision = takeFromWindow(window, state, now)
          state = decision.state
          const startedAt = state.startedAt
          if (decision.allowed) perWindow.set(startedAt, (perWindow.get(startedAt) ?? 0) + 1)
        }
        for (const count of perWindow.values()) expect(count).toBeLessThanOrEqual(window.limit)
      }),
    )
  })

  it('allows what it refused after exactly the wait it named, and not a second earlier', () => {
    fc.assert(
      fc.property(rule, gaps, (window, waits) => {
        let now = START
        let state: WindowState | null = null
        for (const wait of waits) {
          now += wait
          const decision = takeFromWindow(window, state, now)
          state = decision.state
          if (decision.allowed) continue
          const later = now + decision.retryAfterSeconds * 1_000
          expect(decision.retryAfterSeconds).toBeGreaterThan(0)
          expect(takeFromWindow(window, state, later).allowed).toBe(true)
          if (later - 1_001 > now) expect(takeFromWindow(window, state, later - 1_001).allowed).toBe(false)
        }
      }),
    )
  })

  it('gains nothing from a clock that goes back', () => {
    const full = { startedAt: START, count: 10, previous: 0 }
    const decision = takeFromWindow(MINUTE, full, START - 3_600_000)
    expect(decision).toMatchObject({ state: full, allowed: false, retryAfterSeconds: 3_666 })
  })

  it('rejects a cost that no window could ever allow', () => {
    expect(() => takeFromWindow(MINUTE, null, START, 11)).toThrow(RangeError)
  })
})
