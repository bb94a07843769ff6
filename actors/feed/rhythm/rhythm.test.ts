import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_MINUTES, MIN_MINUTES, planNextPoll, type RhythmInput } from './rhythm.ts'

const NO_HINTS = { ttlMinutes: null, updateMinutes: null, skipHours: [], skipDays: [] }
const NOW = new Date('2026-11-18T10:00:00Z')

function plan(input: Partial<RhythmInput>) {
  return planNextPoll({
    now: NOW,
    random: () => 0,
    failures: 0,
    retryAfterSeconds: null,
    maxAgeSeconds: null,
    expiresSeconds: null,
    hints: NO_HINTS,
    conditional: true,
    itemDates: [],
    ...input,
  })
}

function minutesAgo(...minutes: number[]): string[] {
  return minutes.map((ago) => new Date(NOW.getTime() - ago * 60_000).toISOString())
}

describe('the time of the next poll', () => {
  it('is an hour off for a server that answers conditionally and says nothing else', () => {
    expect(plan({})).toMatchObject({ delaySeconds: 3600, reason: 'default: every 60 min' })
  })

  it('is a day off where the server cannot answer conditionally and gives no hint', () => {
    expect(plan({ conditional: false }).delaySeconds).toBe(24 * 3600)
  })

  it('is never before max-age, and max-age wins over Expires', () => {
    expect(plan({ maxAgeSeconds: 10_800, expiresSeconds: 60 })).toMatchObject({
      delaySeconds: 10_800,
      reason: 'max-age 180 min',
    })
  })

  it('follows Expires where there is no max-age, and ttl, whichever is longer', () => {
    expect(plan({ expiresSeconds: 10_800 }).delaySeconds).toBe(10_800)
    expect(plan({ hints: { ...NO_HINTS, ttlMinutes: 240 }, expiresSeconds: 10_800 }).delaySeconds).toBe(
      14_400,
    )
  })

  it('takes any hint as the answer of a server that cannot answer conditionally', () => {
    expect(plan({ conditional: false, maxAgeSeconds: 10_800 }).delaySeconds).toBe(10_800)
  })

  it('follows the rhythm that the feed states', () => {
    expect(plan({ hints: { ...NO_HINTS, updateMinutes: 720 } }).delaySeconds).toBe(12 * 3600)
  })

  it('comes sooner for a feed whose items come often, as long as they keep coming', () => {
    expect(plan({ itemDates: minutesAgo(10, 40, 70, 100, 130) })).toMatchObject({
      delaySeconds: 900,
      reason: 'active feed: every 15 min',
    })
    expect(plan({ itemDates: minutesAgo(600, 630, 660, 690, 720) }).delaySeconds).toBe(3600)
    expect(plan({ itemDates: minutesAgo(1, 1, 1, 1, 1) }).delaySeconds).toBe(MIN_MINUTES * 60)
  })

  it('does not come sooner than an active feed allows by max-age', () => {
    expect(plan({ itemDates: minutesAgo(10, 40, 70, 100), maxAgeSeconds: 7200 }).delaySeconds).toBe(7200)
  })

  it('is not hurried by items dated in the future', () => {
    expect(plan({ itemDates: minutesAgo(-10, -40, -70, -100) }).delaySeconds).toBe(3600)
  })

  it('backs off 1, 2, 4, 8 hours and so on up to a day while fetches fail', () => {
    const hours = [1, 2, 3, 4, 5, 6, 50].map((failures) => plan({ failures }).delaySeconds / 3600)
    expect(hours).toEqual([1, 2, 4, 8, 16, 24, 24])
    expect(plan({ failures: 3 }).reason).toBe('failing: 3rd time, 4 h')
  })

  it('waits as long as Retry-After asks, whether or not the fetch counts as failed', () => {
    expect(plan({ retryAfterSeconds: 10_800, failures: 4 }).delaySeconds).toBe(10_800)
  })

  it('keeps out of the hours and days that the feed forbids', () => {
    const skipHours = [11, 12, 13]
    expect(plan({ hints: { ...NO_HINTS, skipHours } }).at).toBe('2026-11-18T14:00:00.000Z')
    expect(plan({ hints: { ...NO_HINTS, skipDays: [3] } }).at).toBe('2026-11-19T00:00:00.000Z')
  })

  it('asks once a day a feed that forbids every hour', () => {
    const skipHours = Array.from({ length: 24 }, (_, hour) => hour)
    expect(plan({ hints: { ...NO_HINTS, skipHours } }).delaySeconds).toBe(24 * 3600)
  })

  it('stays within 5 minutes and a day whatever server and feed say, and out of what they forbid', () => {
    const optional = fc.option(fc.double({ min: -1e6, max: 1e7, noNaN: true }), { nil: null })
    const hints = fc.record({
      ttlMinutes: fc.option(fc.double({ min: 0.1, max: 1e7, noNaN: true }), { nil: null }),
      updateMinutes: fc.option(fc.double({ min: 0.1, max: 1e7, noNaN: true }), { nil: null }),
      skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })),
      skipDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
    })
    const input = fc.record({
      now: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      roll: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      failures: fc.nat(1000),
      retryAfterSeconds: optional,
      maxAgeSeconds: optional,
      expiresSeconds: optional,
      hints,
      conditional: fc.boolean(),
      itemDates: fc.array(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
    })
    fc.assert(
      fc.property(input, ({ roll, ...rest }) => {
        const next = planNextPoll({ ...rest, random: () => roll })
        const at = new Date(next.at)
        const skipsAll = rest.hints.skipHours.length === 24 || rest.hints.skipDays.length === 7
        const isForbidden =
          rest.hints.skipHours.includes(at.getUTCHours()) || rest.hints.skipDays.includes(at.getUTCDay())
        expect(next.delaySeconds).toBeGreaterThanOrEqual(MIN_MINUTES * 60)
        expect(isForbidden).toBe(skipsAll && isForbidden)
        const isUnbound = rest.hints.skipHours.length + rest.hints.skipDays.length === 0
        expect(next.delaySeconds).toBeLessThanOrEqual((isUnbound ? 1 : 8) * MAX_MINUTES * 60)
      }),
    )
  })
})
