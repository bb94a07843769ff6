import type {
  Lease,
  LeaseErrorCode,
  LeaseRequest,
  Recall,
  Settlement,
  SpareLeases,
} from '@switchboard/shared-types/contracts/lease'
import type { CallId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { openAttempts } from '../keys/open.ts'
import { callId } from '../ledger/call-id.ts'
import type { OpenCall } from '../ledger/open-call.ts'
import { askOf } from '../limits/amounts.ts'
import type { Router } from '../router.ts'
import { planCall } from '../routes/plan.ts'
import type { Plan } from '../routes/plan.ts'
import { settleCall } from '../settle/settle.ts'
import { LEASE_MS, watchLeases } from '../settle/watch.ts'
import { planTidying } from '../ledger/tidy.ts'
import { ensureOwnToken } from '../tokens/own-token.ts'
import type { TokenRow } from '../tokens/token-book.ts'
import { admit } from './admit.ts'
import { estimateCall } from './estimate.ts'
import { hearOfSpares, HEARD_WITHIN_MS, holdRoom } from './recall.ts'
import { forgetSpares, giveBack, leaseSpares, SETTLE_SPARE_WITHIN_MS } from './spares.ts'
import type { Spares } from './spares.ts'

/** Where no limit is near: until then the budget, the ledger and the live view are behind by one call. */
const SETTLE_WITHIN_MS = 200

interface Decision {
  readonly token: TokenRow
  readonly plan: Plan
  readonly call: OpenCall
  readonly spares: Spares | null
}

/**
 * Decides about a call and writes its row to the ledger in one go, behind every settlement that came before, so that calls
 * that come together are decided one after the other and share a commit. The keys are opened while it is under way.
 */
export async function leaseCall(
  router: Router,
  trace: Trace,
  request: LeaseRequest,
  recall: Rpc.Stub<Recall> | null,
  now: number,
): Promise<Result<Lease, LeaseErrorCode>> {
  ensureOwnToken(router.tokens, request.tokenHash, now)
  const decided = await decideFinally(router, trace, request, recall, now)
  if (!decided.ok) return decided
  const { token, plan, call, spares } = decided.value
  const { id: routerId, sealer, keys, providers } = router
  const opened = await openAttempts(plan.attempts, { routerId, sealer, keys, providers: providers.known() })
  if (!opened.ok) {
    if (spares !== null) giveBack(router, spares.calls.map(idOf))
    await settleCall(router, trace, unusable(call.id), now)
    return opened
  }
  return ok({
    callId: call.id,
    attempts: opened.value,
    cacheSeconds: plan.cacheSeconds,
    keepsContent: token.contentDays !== null,
    settleWithinMs: settleWithin(spares, router.limits.isRoomy(scopeOf(token, plan), now)),
    spare: spares === null ? null : toSpareLeases(spares),
  })
}

/** No limit refuses a call while leases in advance hold what it would need: they are recalled. */
async function decideFinally(
  router: Router,
  trace: Trace,
  request: LeaseRequest,
  recall: Rpc.Stub<Recall> | null,
  now: number,
): Promise<Result<Decision, LeaseErrorCode>> {
  for (let at = now; ; at = Date.now()) {
    const decided = await router.commits.write(() => decideAndWrite(router, trace, request, recall, at))
    if (decided.ok || !('waits' in decided) || at > now + HEARD_WITHIN_MS) return decided
    await hearOfSpares(router, trace, at)
  }
}

/** A decision, or a refusal; with `waits`, one that leases in advance may make room for. */
type Decided = Result<Decision, LeaseErrorCode> | (Result<never, LeaseErrorCode> & { readonly waits: true })

/** Part of a group's transaction. */
function decideAndWrite(
  router: Router,
  trace: Trace,
  request: LeaseRequest,
  recall: Rpc.Stub<Recall> | null,
  now: number,
): Decided {
  const decided = decide(router, trace, request, now)
  if (!decided.ok) return decided
  const { token, call, spares } = decided.value
  try {
    write(router, token, call, now)
    if (spares !== null) openSpares(router, spares, recall, now)
    return decided
  } catch (thrown) {
    forgetSpares(router, [call, ...(spares?.calls ?? [])])
    throw thrown
  }
}

/** None of its keys can be opened, so nobody was asked. */
function unusable(id: CallId): Settlement {
  return {
    callId: id,
    status: 'failed',
    httpStatus: null,
    attempts: [],
    usage: null,
    exact: true,
    ttfbMs: null,
    durationMs: 0,
    notes: [],
    content: null,
    begun: null,
  }
}

function decide(
  router: Router,
  trace: Trace,
  { tokenHash, protocol, traits, session, agent, expected }: LeaseRequest,
  now: number,
): Decided {
  const token = admit(router, tokenHash, now)
  if (!token.ok) return token
  const plan = affordable(router, token.value, planFor(router, token.value, { protocol, traits }, now))
  if (!plan.ok) return plan
  const { route, why, attempts } = plan.value
  const no = router.running.nextNo()
  const estimate = estimateCall(traits, attempts)
  const scope = scopeOf(token.value, plan.value)
  const ask = askOf(estimate)
  const reserved = router.limits.reserve(no, scope, ask, now)
  if (!reserved.ok) return holdRoom(router, scope, ask, now) ? { ...reserved, waits: true } : reserved
  const call: OpenCall = {
    no,
    id: callId(no, now),
    at: now,
    requestId: trace.requestId,
    tokenId: token.value.id,
    model: traits.model,
    stream: traits.stream,
    planned: attempts.map(({ providerId, keyId, provider, model, price }) => ({
      providerId,
      keyId,
      provider,
      model,
      price,
    })),
    deadline: now + LEASE_MS,
    protocol,
    session,
    agent,
    route,
    why,
    estimate,
    spareOf: null,
  }
  router.running.add(call)
  const [first] = attempts
  if (first !== undefined) router.health.begin(first, now)
  const led = { token: token.value, plan: plan.value, call, scope }
  return ok({ ...led, spares: leaseSpares(router, { traits, expected }, led, now) })
}

function settleWithin(spares: Spares | null, isRoomy: boolean): number {
  if (spares !== null) return SETTLE_SPARE_WITHIN_MS
  return isRoomy ? SETTLE_WITHIN_MS : 0
}

function idOf({ id }: OpenCall): CallId {
  return id
}

function openSpares(
  { spares, recalls }: Router,
  { calls }: Spares,
  recall: Rpc.Stub<Recall> | null,
  now: number,
): void {
  spares.open(calls)
  const [first] = calls
  if (first !== undefined) recalls.keep(first.no, recall, now)
}

function toSpareLeases({ calls, ...bounds }: Spares): SpareLeases {
  return { ...bounds, callIds: calls.map(idOf) }
}

function planFor(
  { routes, providers, health, prices }: Router,
  { id: tokenId }: TokenRow,
  asked: Pick<LeaseRequest, 'protocol' | 'traits'>,
  now: number,
): Result<Plan, LeaseErrorCode> {
  const parts = { routes: routes.list(), providers: providers.known(), health, prices }
  return planCall({ ...asked, tokenId, now, random: Math.random }, parts)
}

/** Under a limit of money only what has a price may be tried: nobody could say otherwise whether there is room. */
function affordable(
  { limits }: Router,
  token: TokenRow,
  plan: Result<Plan, LeaseErrorCode>,
): Result<Plan, LeaseErrorCode> {
  if (!plan.ok || !limits.boundsMoney(scopeOf(token, plan.value))) return plan
  const attempts = plan.value.attempts.filter(({ price }) => price !== null)
  if (attempts.length > 0) return ok({ ...plan.value, attempts })
  const models = new Set(plan.value.attempts.map(({ provider, model }) => `${provider}/${model}`))
  return err(
    'call.no_route',
    `A limit of money applies, and the price of ${[...models].join(' and ')} is unknown. Set its price, or remove the limit.`,
  )
}

function scopeOf({ id: tokenId }: TokenRow, { route }: Plan): { tokenId: string; routeId: string | null } {
  return { tokenId, routeId: route.id }
}

function write(router: Router, token: TokenRow, call: OpenCall, now: number): void {
  router.calls.open(call)
  router.tokens.touch(token, now)
  watchLeases(router, call.deadline)
  planTidying(router.jobs, now)
}
