import type { Settlement } from '@switchboard/shared-types/contracts/lease'
import type { Outcome } from '../ledger/call-table.ts'
import { inputOf } from '../ledger/open-call.ts'
import type { OpenCall } from '../ledger/open-call.ts'
import { costOf } from '../prices/cost-of.ts'

/** A provider's words are for the log, not for keeping at any length. */
const MAX_TEXT = 500
const MAX_NOTES = 50

/** What the ledger keeps of a settlement, at the prices of the lease. */
export function toOutcome({ planned }: OpenCall, settlement: Settlement): Outcome {
  const { status, httpStatus, attempts, exact, ttfbMs, durationMs, notes } = settlement
  const answered = attempts.findLast(({ reason }) => reason === null) ?? attempts.at(-1)
  // What comes from the cache was used before, and paid for then.
  const usage = status === 'cached' ? null : settlement.usage
  const price = planned[answered?.index ?? 0]?.price ?? null
  return {
    status,
    httpStatus,
    usage,
    exact,
    provider: answered?.provider ?? null,
    providerModel: answered?.model ?? null,
    cost: costOfUsage(usage, price),
    ttfbMs: ttfbMs === null ? null : Math.round(ttfbMs),
    durationMs: Math.round(durationMs),
    attempts: attempts.map(({ provider, model, status: answer, reason, ms }) => ({
      provider,
      model,
      status: answer,
      reason: reason?.slice(0, MAX_TEXT) ?? null,
      ms: Math.round(ms),
    })),
    notes: notes.slice(0, MAX_NOTES).map((note) => note.slice(0, MAX_TEXT)),
  }
}

function costOfUsage(usage: Settlement['usage'], price: OpenCall['planned'][number]['price']): number | null {
  if (usage === null) return 0
  return price === null ? null : costOf(usage, price, inputOf(usage))
}
