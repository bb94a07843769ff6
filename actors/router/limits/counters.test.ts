import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CalendarCounter } from './calendar-counter.ts'
import type { Counter, Hold } from './counter.ts'
import { GateCounter } from './gate-counter.ts'
import { MinuteCounter } from './minute-counter.ts'

const START = Date.parse('2026-11-30T23:58:30.000Z')

const KINDS: Record<string, (amount: number) => Counter> = {
  'a minute': (amount) => new MinuteCounter(amount),
  'a day': (amount) => new CalendarCounter(amount, 'day'),
  'a month': (amount) => new CalendarCounter(amount, 'month'),
  'at once': (amount) => new GateCounter(amount),
}

/** What happens to a counter: a call asks, a call ends after using a share of what it held, time passes. */
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('take' as const), amount: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      which: fc.nat(),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 50_000 }) }),
  },
)

describe.each(Object.entries(KINDS))('a limit %s', (_, make) => {
  it('is never exceeded by calls that use no more than they held, and never counts below nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.array(act, { maxLength: 60 }), (amount, acts) => {
        const counter = make(amount)
        const held: Hold[] = []
        let now = START
        for (const given of acts) {
          if (given.kind === 'wait') now += given.ms
          else if (given.kind === 'take') {
            const hold = counter.take(given.amount, now)
            if ('amount' in hold) held.push(hold)
          } else {
            const [hold] = held.splice(given.which % Math.max(held.length, 1), 1)
            if (hold !== undefined) counter.settle(hold, Math.floor(hold.amount * given.share))
          }
          expect(counter.used(now)).toBeLessThanOrEqual(amount + 1e-6)
          expect(counter.used(now)).toBeGreaterThanOrEqual(0)
          expect(counter.held).toBeGreaterThanOrEqual(0)
        }
        for (const hold of held) counter.settle(hold, 0)
        expect(counter.held).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('that has room for k of n equal calls lets exactly k through, whoever asks first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 100 }),
        (amount, each, calls) => {
          fc.pre(each <= amount)
          const counter = make(amount)
          const taken = Array.from({ length: calls }, () => counter.take(each, START))
          const through = taken.filter((hold) => 'amount' in hold).length
          expect(through).toBe(Math.min(calls, Math.floor(amount / each)))
        },
      ),
    )
  })

  it('has its room again when every call has taken nothing after all', () => {
    const counter = make(10)
    const holds = Array.from({ length: 10 }, () => counter.take(1, START))
    expect(counter.take(1, START)).toHaveProperty('retryAfter')
    for (const hold of holds) if ('amount' in hold) counter.settle(hold, 0)
    expect(counter.used(START)).toBe(0)
    expect(counter.take(10, START)).toHaveProperty('amount', 10)
  })
})

describe('a limit for a day', () => {
  const midnight = Date.parse('2026-12-01T00:00:00.000Z')

  it('begins anew at midnight in UTC, and what was held before counts for the day before', () => {
    const counter = new CalendarCounter(10, 'day')
    const hold = counter.take(8, START)
    expect(counter.resetsAt(START)).toBe(midnight)
    expect(counter.take(3, START)).toEqual({ retryAfter: null })
    expect(counter.take(10, midnight)).toHaveProperty('amount', 10)
    if ('amount' in hold) counter.settle(hold, 9)
    expect(counter.used(midnight)).toBe(10)
  })

  it('counts nothing of a day that is over', () => {
    const counter = new CalendarCounter(10, 'day')
    counter.used(midnight)
    counter.book(7, START)
    counter.settle(counter.hold(7, START), 7)
    expect(counter.used(midnight)).toBe(0)
  })

  it('counts what a call used above what it held', () => {
    const counter = new CalendarCounter(10, 'day')
    const hold = counter.take(2, START)
    if ('amount' in hold) counter.settle(hold, 12)
    expect(counter.used(START)).toBe(12)
    expect(counter.take(1, START)).toEqual({ retryAfter: null })
  })
})

describe('a limit for a minute', () => {
  it('says after how many seconds there is room, and then there is', () => {
    const counter = new MinuteCounter(10)
    counter.take(10, START)
    const refused = counter.take(5, START)
    const seconds = 'retryAfter' in refused ? Number(refused.retryAfter) : 0
    expect(seconds).toBeGreaterThan(0)
    expect(counter.take(5, START + (seconds - 1) * 1_000)).toHaveProperty('retryAfter')
    expect(counter.take(5, START + seconds * 1_000)).toHaveProperty('amount')
  })

  it('lets a call alone that is larger than the limit', () => {
    const counter = new MinuteCounter(10)
    expect(counter.take(1_000, START)).toHaveProperty('amount', 10)
    expect(counter.take(1, START)).toHaveProperty('retryAfter')
  })

  it('counts what a call really used in the minute in which it began', () => {
    const counter = new MinuteCounter(100)
    const hold = counter.take(80, START)
    if ('amount' in hold) counter.settle(hold, 20)
    expect(counter.used(START)).toBe(20)
    expect(counter.take(80, START)).toHaveProperty('amount', 80)
  })

  it('forgets what lies two minutes back', () => {
    const counter = new MinuteCounter(100)
    counter.take(80, START)
    expect(counter.used(START + 120_000)).toBe(0)
  })
})
