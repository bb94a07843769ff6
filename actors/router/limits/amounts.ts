import type { TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { tokensOf } from '../ledger/open-call.ts'
import type { Estimate } from '../ledger/open-call.ts'
import type { LimitRow } from './limit-book.ts'

/** What a call asks of each metric, or has used of it. Money is in nano-USD. */
export type Amounts = Readonly<Record<LimitRow['metric'], number>>

/** What a call holds while it runs. A limit of money lets no call through whose cost is unknown. */
export function askOf({ inputTokens, outputTokens, cost }: Estimate): Amounts {
  return { requests: 1, tokens: inputTokens + outputTokens, money: cost ?? 0, concurrency: 1 }
}

/** What a call that is over has used. */
export function usedBy(usage: TokenUsage, cost: number | null): Amounts {
  return { requests: 1, tokens: tokensOf(usage), money: cost ?? 0, concurrency: 0 }
}
