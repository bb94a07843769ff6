import type { Trace } from '@switchboard/shared-types/trace'
import type { Outcome } from '../ledger/call-table.ts'
import { NO_USAGE, usageOf } from '../ledger/open-call.ts'
import type { OpenCall } from '../ledger/open-call.ts'
import type { UsageChange, UsageKey, UsageTable } from '../ledger/usage-table.ts'
import { usedBy } from '../limits/amounts.ts'
import type { Amounts } from '../limits/amounts.ts'
import { warn } from '../limits/warnings.ts'
import { closeSpare } from '../lease/spares.ts'
import type { Router } from '../router.ts'

/**
 * Books how a running call ended: ledger, sums, warnings; what is in memory follows last, when nothing can throw any
 * more. Part of the caller's transaction.
 */
export function bookCall(
  router: Router,
  call: OpenCall,
  outcome: Outcome,
  { usage, trace, now }: { usage: Pick<UsageTable, 'add'>; trace: Trace; now: number },
): void {
  const used = usedAs(outcome)
  router.limits.load()
  if (call.spareOf === null) router.calls.settle(call.no, outcome)
  else {
    router.calls.book(call, outcome)
    closeSpare(router, call.spareOf)
  }
  usage.add(keyOf(call, outcome), changeBy(outcome))
  warn(router, call.no, used, trace, now)
  router.limits.settle(call.no, used)
  router.running.remove(call.no)
}

/** Books a call that nobody settled in time. Part of the caller's transaction. */
export function bookLost(router: Router, call: OpenCall, trace: Trace, now: number): void {
  bookCall(router, call, lostOutcome(call), { usage: router.usage, trace, now })
}

/** Puts what a lost call has really used in the place of its estimate. Part of the caller's transaction. */
export function correctLost(router: Router, call: OpenCall, outcome: Outcome): void {
  const estimated = lostOutcome(call)
  router.limits.load()
  router.calls.settle(call.no, outcome)
  router.usage.add(keyOf(call, estimated), negative(changeBy(estimated)))
  router.usage.add(keyOf(call, outcome), changeBy(outcome))
  const { tokenId, route, at } = call
  router.limits.correct({ tokenId, routeId: route.id, at }, difference(usedAs(outcome), usedAs(estimated)))
}

const NEVER_TOLD = 'Leased in advance: nobody told whether this call was made.'

/** The plan stays in the row: a settlement that comes after all needs it. */
function lostOutcome({ planned, estimate, spareOf }: OpenCall): Outcome {
  const [first] = planned
  return {
    status: 'lost',
    httpStatus: null,
    provider: first?.provider ?? null,
    providerModel: first?.model ?? null,
    usage: usageOf(estimate),
    exact: false,
    cost: estimate.cost,
    ttfbMs: null,
    durationMs: null,
    attempts: planned,
    notes: spareOf === null ? [] : [NEVER_TOLD],
  }
}

function usedAs({ usage, cost }: Outcome): Amounts {
  return usedBy(usage ?? NO_USAGE, cost)
}

function keyOf({ at, tokenId, route, model }: OpenCall, { provider, providerModel }: Outcome): UsageKey {
  const day = new Date(at).toISOString().slice(0, 'yyyy-mm-dd'.length)
  return { day, tokenId, route, provider, model: providerModel ?? model }
}

function changeBy({ status, usage, cost }: Outcome): UsageChange {
  return {
    calls: 1,
    failed: status === 'failed' || status === 'cut' ? 1 : 0,
    unpriced: cost === null ? 1 : 0,
    usage: usage ?? NO_USAGE,
    cost: cost ?? 0,
  }
}

function negative({ usage, ...change }: UsageChange): UsageChange {
  const { input, output, cacheRead, cacheWrite, cacheWriteLong, reasoning } = usage
  return {
    calls: -change.calls,
    failed: -change.failed,
    unpriced: -change.unpriced,
    usage: {
      input: -input,
      output: -output,
      cacheRead: -cacheRead,
      cacheWrite: -cacheWrite,
      cacheWriteLong: -cacheWriteLong,
      reasoning: -reasoning,
    },
    cost: -change.cost,
  }
}

function difference(is: Amounts, was: Amounts): Amounts {
  return {
    requests: is.requests - was.requests,
    tokens: is.tokens - was.tokens,
    money: is.money - was.money,
    concurrency: 0,
  }
}
