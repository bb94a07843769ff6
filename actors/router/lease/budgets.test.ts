import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf, DOLLAR, House, NO_TOKENS } from '../testing/house.ts'

const LIMITS = [
  { metric: 'money', period: 'day', each: 1 },
  { metric: 'money', period: 'month', each: 1 },
  { metric: 'requests', period: 'minute', each: 1 },
  { metric: 'requests', period: 'day', each: 1 },
  { metric: 'tokens', period: 'minute', each: DOLLAR + 10 },
  { metric: 'tokens', period: 'month', each: DOLLAR + 10 },
  { metric: 'concurrency', period: 'at-once', each: 1 },
] as const

describe('a limit under concurrency', () => {
  it.each(LIMITS)('of $metric ($period) that has room for k of n calls admits exactly k', async (limit) => {
    const { metric, period, each } = limit
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        async (k, n, isEvicted) => {
          const house = await House.open()
          await house.limit({ metric, period, amount: k * each })
          const before = isEvicted ? Math.floor(k / 2) : 0
          for (let leased = 0; leased < before; leased++) await house.lease()
          if (isEvicted) await house.evict()
          const answers = await Promise.all(Array.from({ length: n }, () => house.tryLease()))
          expect(answers.filter(({ ok }) => ok)).toHaveLength(Math.min(n, k - before))
          const [used] = await house.used()
          expect(used).toBeLessThanOrEqual(k * each)
          expect(new Set(answers.map(codeOf)).size).toBeLessThanOrEqual(2)
        },
      ),
      { numRuns: 8 },
    )
  })

  it('of money is never exceeded, nor forgets what is held, over any mix of leases, settlements and evictions', async () => {
    const act = fc.oneof(
      { weight: 5, arbitrary: fc.constant('lease' as const) },
      { weight: 4, arbitrary: fc.record({ settle: fc.nat(), output: fc.integer({ min: 0, max: DOLLAR }) }) },
      { weight: 1, arbitrary: fc.constant('evict' as const) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const house = await House.open()
        await house.limit({ metric: 'money', period: 'day', amount: 3 })
        const running: Awaited<ReturnType<House['lease']>>['callId'][] = []
        let spent = 0
        for (const given of acts) {
          if (given === 'evict') await house.evict()
          else if (given === 'lease') {
            const fits = spent + running.length + 1 <= 3
            const answer = await house.tryLease()
            expect(answer.ok).toBe(fits)
            if (answer.ok) running.push(answer.value.callId)
          } else {
            const [call] = running.splice(given.settle % Math.max(running.length, 1), 1)
            if (call === undefined) continue
            await house.settle(call, { usage: { ...NO_TOKENS, output: given.output } })
            spent = (Math.round(spent * DOLLAR) + given.output) / DOLLAR
          }
          expect((await house.used())[0]).toBeCloseTo(spent + running.length, 6)
        }
      }),
      { numRuns: 15 },
    )
  })
})
