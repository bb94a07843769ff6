import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { costOf } from './cost-of.ts'
import type { TieredPrice } from './price.ts'

const NO_USAGE: TokenUsage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  reasoning: 0,
}
const OPUS: TieredPrice = {
  input: 5,
  output: 25,
  cacheRead: 0.5,
  cacheWrite: 6.25,
  cacheWriteLong: 10,
  tiers: [],
}
const cost = (usage: Partial<TokenUsage>, price = OPUS, input = 0) =>
  costOf({ ...NO_USAGE, ...usage }, price, input)

describe('what a call costs, in nano-dollars', () => {
  it('is each token at its own price', () => {
    expect(cost({ input: 1 })).toBe(5_000)
    expect(cost({ output: 1_000_000 })).toBe(25_000_000_000)
    expect(cost({ input: 100, output: 10, cacheRead: 1_000 })).toBe(500_000 + 250_000 + 500_000)
  })

  it('counts long-lived cache writes as a part of the writes, and reasoning as a part of the output', () => {
    expect(cost({ cacheWrite: 10, cacheWriteLong: 4 })).toBe(6 * 6_250 + 4 * 10_000)
    expect(cost({ output: 10, reasoning: 8 })).toBe(cost({ output: 10 }))
  })

  it('takes cached tokens at the price of input where no other is known', () => {
    const plain = { ...OPUS, cacheRead: null, cacheWrite: null, cacheWriteLong: null }
    expect(cost({ cacheRead: 3, cacheWrite: 4, cacheWriteLong: 4 }, plain)).toBe(7 * 5_000)
    expect(cost({ cacheWrite: 4, cacheWriteLong: 4 }, { ...OPUS, cacheWriteLong: null })).toBe(4 * 6_250)
  })

  it('follows the tier that the whole input falls into', () => {
    const tiered = { ...OPUS, tiers: [{ ...OPUS, input: 10, above: 200_000 }] }
    expect(cost({ input: 1 }, tiered, 200_000)).toBe(5_000)
    expect(cost({ input: 1 }, tiered, 200_001)).toBe(10_000)
  })

  it('is a whole number where a price is a fraction', () => {
    expect(cost({ input: 1 }, { ...OPUS, input: 0.0375 })).toBe(38)
  })
})

const tokens = fc.nat(2_000_000)
const usages: fc.Arbitrary<TokenUsage> = fc
  .record({
    input: tokens,
    output: tokens,
    cacheRead: tokens,
    long: tokens,
    short: tokens,
    reasoning: tokens,
  })
  .map(({ long, short, ...usage }) =>
    Object.assign(usage, { cacheWrite: long + short, cacheWriteLong: long }),
  )
const rate = fc.double({ min: 0, max: 1_000, noNaN: true })
const prices: fc.Arbitrary<TieredPrice> = fc.record({
  input: rate,
  output: rate,
  cacheRead: fc.option(rate),
  cacheWrite: fc.option(rate),
  cacheWriteLong: fc.option(rate),
  tiers: fc.constant([]),
})

it('never is negative or a fraction, grows with every token, and is that of the parts put together', () => {
  fc.assert(
    fc.property(usages, usages, prices, (a, b, price) => {
      const both: TokenUsage = {
        input: a.input + b.input,
        output: a.output + b.output,
        cacheRead: a.cacheRead + b.cacheRead,
        cacheWrite: a.cacheWrite + b.cacheWrite,
        cacheWriteLong: a.cacheWriteLong + b.cacheWriteLong,
        reasoning: a.reasoning + b.reasoning,
      }
      const [first, second, sum] = [a, b, both].map((usage) => costOf(usage, price, 0))
      if (first === undefined || second === undefined || sum === undefined) throw new Error('no cost')
      expect(Number.isSafeInteger(sum)).toBe(true)
      expect(first).toBeGreaterThanOrEqual(0)
      expect(sum).toBeGreaterThanOrEqual(first)
      expect(Math.abs(sum - first - second)).toBeLessThanOrEqual(2)
    }),
    { numRuns: 500 },
  )
})

it('with one price for everything is that price times every token counted once', () => {
  fc.assert(
    fc.property(usages, fc.integer({ min: 0, max: 1_000 }), (usage, price) => {
      const flat = { input: price, output: price, cacheRead: price, cacheWrite: price, cacheWriteLong: price }
      const counted = usage.input + usage.output + usage.cacheRead + usage.cacheWrite
      expect(costOf(usage, { ...flat, tiers: [] }, 0)).toBe(counted * price * 1_000)
    }),
  )
})
