import type { RequestTraits } from '@switchboard/shared-types/api/router/routes'
import { NO_USAGE } from '../ledger/open-call.ts'
import type { Estimate } from '../ledger/open-call.ts'
import { costOf } from '../prices/cost-of.ts'
import type { PlannedAttempt } from '../routes/planned-attempt.ts'

/** What an answer of unbounded length is taken to need. */
const USUAL_OUTPUT_TOKENS = 4_096
/** Agents allow answers far longer than they get (Claude Code: 128,000 tokens): reserving all of that spends budgets on air. */
const MAX_OUTPUT_TOKENS = 16_384

/** @returns what a call may use: as many tokens as it allows, at the price of the dearest attempt */
export function estimateCall(
  { estimatedInputTokens, maxOutputTokens }: Pick<RequestTraits, 'estimatedInputTokens' | 'maxOutputTokens'>,
  attempts: readonly Pick<PlannedAttempt, 'price'>[],
): Estimate {
  const outputTokens = Math.min(maxOutputTokens ?? USUAL_OUTPUT_TOKENS, MAX_OUTPUT_TOKENS)
  const usage = { ...NO_USAGE, input: estimatedInputTokens, output: outputTokens }
  let dearest: number | null = 0
  for (const { price } of attempts) {
    if (price === null || dearest === null) dearest = null
    else dearest = Math.max(dearest, costOf(usage, price, estimatedInputTokens))
  }
  return { inputTokens: estimatedInputTokens, outputTokens, cost: dearest }
}
