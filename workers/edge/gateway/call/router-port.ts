import type {
  CachedAnswer,
  CacheKey,
  Lease,
  LeaseErrorCode,
  LeaseRequest,
  Settlement,
} from '@switchboard/shared-types/contracts/router'
import { getStub } from '@switchboard/shared-types/door'
import { routerOf } from '@switchboard/shared-types/ids'
import type { CallId, PersonId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

/** What a model call asks of its person's router. */
export interface RouterPort {
  lease(request: LeaseRequest): Promise<Result<Lease, LeaseErrorCode>>
  extend(call: CallId): Promise<unknown>
  settle(settlement: Settlement): Promise<unknown>
  cached(key: CacheKey): Promise<CachedAnswer | null>
  keep(input: CacheKey & { answer: CachedAnswer; seconds: number }): Promise<unknown>
}

/** @returns the door to the router of whoever the token names */
export function routerPort(namespace: EdgeEnv['ROUTER'], person: PersonId, trace: Trace): RouterPort {
  const id = routerOf(person)
  return {
    lease: (request) => getStub(namespace, id).lease(id, trace, request),
    extend: (call) => getStub(namespace, id).extend(id, trace, call),
    settle: (settlement) => getStub(namespace, id).settle(id, trace, settlement),
    cached: (key) => getStub(namespace, id).cached(id, trace, key),
    keep: (input) => getStub(namespace, id).keep(id, trace, input),
  }
}
