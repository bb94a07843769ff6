import { SPARE_LEASE_MS } from '@switchboard/shared-types/contracts/lease'
import type { LeaseRequest, SpareLeases } from '@switchboard/shared-types/contracts/lease'
import type { CallId } from '@switchboard/shared-types/ids'
import { callId } from '../ledger/call-id.ts'
import type { OpenCall } from '../ledger/open-call.ts'
import { askOf } from '../limits/amounts.ts'
import type { Scope } from '../limits/limit-book.ts'
import type { Router } from '../router.ts'
import type { Plan } from '../routes/plan.ts'
import type { TokenRow } from '../tokens/token-book.ts'
import { estimateCall } from './estimate.ts'
import { inputsLike } from './inputs-like.ts'

/** What one lease brings along at most: what a crash may leave to be booked though nobody made it. */
const MOST = 256
/** Their calls' settlements may wait for the next lease, which comes at the latest with the first call behind their time. */
export const SETTLE_SPARE_WITHIN_MS = SPARE_LEASE_MS + 500

/** Leases that were decided in advance, and how far that holds. */
export interface Spares extends Omit<SpareLeases, 'callIds'> {
  readonly calls: readonly OpenCall[]
}

/** The call that they come with, and what was decided about it. */
interface Led {
  readonly token: TokenRow
  readonly plan: Plan
  readonly call: OpenCall
  readonly scope: Scope
}

/**
 * Reserves what further calls of the same kind may use, as far as half of every limit stays free. None where each call
 * has to be decided by itself: by lot, by turns of several keys, as a probe, from the cache, or with its words kept.
 * Memory alone changes.
 */
export function leaseSpares(
  router: Router,
  { traits, expected }: Pick<LeaseRequest, 'traits' | 'expected'>,
  led: Led,
  now: number,
): Spares | null {
  if (expected === 0 || !isAlike(router, led, now)) return null
  const { min, max } = inputsLike(traits.estimatedInputTokens, router.routes.list())
  const estimate = estimateCall({ ...traits, estimatedInputTokens: max }, led.plan.attempts)
  const calls: OpenCall[] = []
  while (calls.length < Math.min(expected, MOST)) {
    const no = router.running.nextNo()
    if (!router.limits.reserve(no, led.scope, askOf(estimate), now).ok) break
    if (!router.limits.isRoomy(led.scope, now)) {
      router.limits.release(no)
      break
    }
    const spareOf = calls[0]?.no ?? no
    calls.push({ ...led.call, no, id: callId(no, now), estimate, spareOf })
  }
  if (calls.length === 0) return null
  for (const call of calls) router.running.add(call)
  return { calls, forMs: SPARE_LEASE_MS, minInputTokens: min, maxInputTokens: max }
}

function isAlike({ health }: Router, { token, plan }: Led, now: number): boolean {
  const { attempts, cacheSeconds, isDrawn } = plan
  const [first, ...others] = attempts
  const expiresAt = token.expiresAt === null ? Infinity : Date.parse(token.expiresAt)
  return (
    first !== undefined &&
    !isDrawn &&
    cacheSeconds === null &&
    token.contentDays === null &&
    now + SPARE_LEASE_MS < expiresAt &&
    !others.some(({ providerId }) => providerId === first.providerId) &&
    health.isSound(first)
  )
}

/** Takes back what was not used: of those that came together, all from the first that was not begun. */
export function giveBack(router: Router, ids: readonly CallId[]): void {
  const { running, storage, spares } = router
  const calls = ids.flatMap((id) => running.find(id) ?? []).filter(({ spareOf }) => spareOf !== null)
  if (calls.length === 0) return
  const together = Map.groupBy(calls, ({ no, spareOf }) => spareOf ?? no)
  storage.transactionSync(() => {
    for (const [firstNo, given] of together) {
      const no = Math.min(...given.map((call) => call.no))
      if (running.sparesWith(firstNo) === given.length) spares.remove(firstNo)
      else spares.end(firstNo, no)
    }
  })
  forgetSpares(router, calls)
}

/** One of them is known from now on, and this was the last: part of the transaction that makes it known. */
export function closeSpare({ running, spares }: Pick<Router, 'running' | 'spares'>, firstNo: number): void {
  if (running.sparesWith(firstNo) === 1) spares.remove(firstNo)
}

/** As if they had never been asked for. */
export function forgetSpares({ running, limits }: Router, calls: readonly OpenCall[]): void {
  for (const { no } of calls) {
    running.remove(no)
    limits.release(no)
  }
}
