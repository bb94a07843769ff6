import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import type { Price } from '@switchboard/shared-types/api/router/providers'
import type { TieredPrice } from './price.ts'

/** A millionth of a token's price in dollars is a thousandth of a nano-dollar. */
const NANO_PER_MILLIONTH = 1_000

/**
 * What a call costs. Each token is counted once: a cached one at its own price, or at the input's where the list knows
 * no other. The whole call is charged by the tier that its input falls into.
 *
 * @param inputTokens the whole input, cached tokens included
 * @returns nano-US dollars (10^-9), a non-negative integer
 */
export function costOf(usage: TokenUsage, price: TieredPrice, inputTokens: number): number {
  const { input, output, cacheRead, cacheWrite, cacheWriteLong } = rateFor(price, inputTokens)
  const long = Math.min(usage.cacheWriteLong, usage.cacheWrite)
  const write = cacheWrite ?? input
  const sum =
    usage.input * input +
    usage.output * output +
    usage.cacheRead * (cacheRead ?? input) +
    (usage.cacheWrite - long) * write +
    long * (cacheWriteLong ?? write)
  return Math.round(sum * NANO_PER_MILLIONTH)
}

function rateFor(price: TieredPrice, inputTokens: number): Price {
  return price.tiers.findLast(({ above }) => inputTokens > above) ?? price
}
