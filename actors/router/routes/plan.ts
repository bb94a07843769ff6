import type { LeaseErrorCode } from '@switchboard/shared-types/contracts/lease'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { decide } from './decide.ts'
import type { Decision } from './decide.ts'
import type { PlannedAttempt } from './planned-attempt.ts'
import type { PlanParts, PlanRequest } from './plan-request.ts'
import type { ResolvedCandidate } from './resolve.ts'

export interface Plan extends Pick<Decision, 'route' | 'why' | 'cacheSeconds'> {
  /** Whether chance had a say. */
  readonly isDrawn: boolean
  /** At least one, at most four, in the order in which they are tried. */
  readonly attempts: readonly PlannedAttempt[]
}

/** What a client may wait for: the fifth provider in a row would hardly help it. */
const MAX_ATTEMPTS = 4

/** Decides where a call goes and changes nothing; who makes it says so with `health.begin(attempts[0], now)`. */
export function planCall(request: PlanRequest, parts: PlanParts): Result<Plan, LeaseErrorCode> {
  let isDrawn = false
  const random = (): number => {
    isDrawn = true
    return request.random()
  }
  const { route, why, cacheSeconds, candidates, refusal } = decide({ ...request, random }, parts)
  if (refusal !== null) return { ok: false, error: refusal }
  return ok({ route, why, cacheSeconds, isDrawn, attempts: attemptsOf(candidates, parts) })
}

/**
 * Each usable candidate has a place, and what places are left go to further keys of the first ones: another key helps
 * against a rate limit, another provider against an outage.
 */
function attemptsOf(candidates: readonly ResolvedCandidate[], parts: PlanParts): PlannedAttempt[] {
  const usable = candidates.filter(({ keyIds }) => keyIds.length > 0).slice(0, MAX_ATTEMPTS)
  let spare = MAX_ATTEMPTS - usable.length
  return usable.flatMap((candidate) => {
    const further = Math.min(spare, candidate.keyIds.length - 1)
    spare -= further
    return candidate.keyIds.slice(0, 1 + further).flatMap((keyId) => toAttempt(candidate, keyId, parts))
  })
}

function toAttempt(
  { provider, protocol, model, overrides, timeoutMs }: ResolvedCandidate,
  keyId: PlannedAttempt['keyId'],
  { prices }: PlanParts,
): PlannedAttempt[] {
  if (protocol === null) return []
  const { id: providerId, slug, kind } = provider
  const price = prices.of(provider, model)
  return [{ providerId, keyId, provider: slug, kind, protocol, model, overrides, timeoutMs, price }]
}
