import type { Settlement } from '@switchboard/shared-types/contracts/lease'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { CallRow } from '../ledger/call-table.ts'
import { sealContent } from '../ledger/content.ts'
import type { SealedContent } from '../ledger/content-table.ts'
import { withBegun } from '../ledger/open-call.ts'
import type { OpenCall } from '../ledger/open-call.ts'
import { rowOf, toOpenCall } from '../ledger/rows.ts'
import { closeSpare } from '../lease/spares.ts'
import type { CallId } from '@switchboard/shared-types/ids'
import { GatheredUsage } from '../ledger/gathered-usage.ts'
import type { UsageTable } from '../ledger/usage-table.ts'
import type { Router } from '../router.ts'
import { bookCall, correctLost } from './book.ts'
import { toOutcome } from './outcome.ts'
import { LEASE_MS } from './watch.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** What a settlement did: it was the first for its call, or there was nothing left to do. */
type Settled = Result<{ readonly isNews: boolean }, 'call.not_found'>

/** Books what a call has used, once, together with whatever else arrived. */
export async function settleCall(
  router: Router,
  trace: Trace,
  settlement: Settlement,
  now: number,
): Promise<Settled> {
  const content = settlement.content && (await sealContent(router, settlement.callId, settlement.content))
  return await router.commits.writeSoon(() =>
    book(router, { settlement, content, usage: router.usage, trace, now }),
  )
}

/**
 * Books what many calls have used, as if each had come by itself.
 * @returns the calls for which that was news
 */
export async function settleCalls(
  router: Router,
  trace: Trace,
  settlements: readonly Settlement[],
  now: number,
): Promise<CallId[]> {
  const silent = settlements.filter(({ content }) => content === null)
  const [together, ...alone] = await Promise.all([
    silent.length === 0 ? [] : router.commits.writeSoon(() => bookTogether(router, trace, silent, now)),
    ...settlements
      .filter(({ content }) => content !== null)
      .map(async (each) => ((await settleCall(router, trace, each, now)).ok ? each.callId : null)),
  ])
  return [...together, ...alone.filter((id) => id !== null)]
}

/** All of it or, where something breaks, nothing. Part of a group's transaction. */
function bookTogether(
  router: Router,
  trace: Trace,
  settlements: readonly Settlement[],
  now: number,
): CallId[] {
  const usage = new GatheredUsage()
  try {
    const news = settlements.filter((settlement) => {
      const settled = book(router, { settlement, content: null, usage, trace, now })
      return settled.ok && settled.value.isNews
    })
    usage.addTo(router.usage)
    return news.map(({ callId }) => callId)
  } catch (thrown) {
    // The transaction is undone, and what stands in memory of those before is not.
    router.running.forget()
    router.limits.forget()
    throw thrown
  }
}

interface Told {
  readonly settlement: Settlement
  readonly content: SealedContent | null
  /** Where what it used is added. */
  readonly usage: Pick<UsageTable, 'add'>
  readonly trace: Trace
  readonly now: number
}

/** Part of a group's transaction. */
function book(router: Router, { settlement, content, ...told }: Told): Settled {
  const { now } = told
  const found = router.running.find(settlement.callId)
  if (found !== undefined) {
    const running = withBegun(found, settlement.begun)
    report(router, running, settlement, now)
    keep(router, running, content, now)
    bookCall(router, running, toOutcome(running, settlement), told)
    return ok({ isNews: true })
  }
  const row = rowOf(router.calls, settlement.callId)
  return row === undefined ? NO_SUCH_CALL : settleAgain(router, row, settlement, content, now)
}

/** Only an estimate gives way, and only once: after it the call is no longer lost. */
function settleAgain(
  router: Router,
  row: CallRow,
  settlement: Settlement,
  content: SealedContent | null,
  now: number,
): Settled {
  if (row.status !== 'lost') return ok({ isNews: false })
  const call = toOpenCall(row)
  report(router, call, settlement, now)
  keep(router, call, content, now)
  correctLost(router, call, toOutcome(call, settlement))
  return ok({ isNews: true })
}

/** Gives a running call more time, and its row to one whose lease was given in advance. */
export function extendLease(
  router: Router,
  id: Settlement['callId'],
  begun: Settlement['begun'],
  now: number,
): Result<null> {
  const found = router.running.find(id)
  if (found === undefined) return NO_SUCH_CALL
  const { spareOf } = found
  const call = { ...withBegun(found, begun), deadline: now + LEASE_MS, spareOf: null }
  if (spareOf === null) router.calls.extend(call.no, call.deadline)
  else {
    router.storage.transactionSync(() => {
      router.calls.open(call)
      closeSpare(router, spareOf)
    })
  }
  router.running.replace(call)
  return ok(null)
}

function report({ health }: Router, { planned }: OpenCall, { attempts }: Settlement, now: number): void {
  if (attempts.length > 0) health.report(planned, attempts, now)
}

/** The token decides, as it stands now. */
function keep(
  { tokens, contents }: Router,
  { no, tokenId }: OpenCall,
  content: SealedContent | null,
  now: number,
): void {
  const days = tokens.byId(tokenId)?.contentDays
  if (content !== null && days) contents.keep(no, content, new Date(now + days * DAY_MS))
}

const NO_SUCH_CALL = err('call.not_found', 'There is no such call.')
