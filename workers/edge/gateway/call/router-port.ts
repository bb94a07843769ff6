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
import type { CallId, PersonId, RouterId } from '@switchboard/shared-types/ids'
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

/** The door to the router of whoever a token names. */
export class PersonRouter implements RouterPort {
  readonly #namespace: EdgeEnv['ROUTER']
  readonly #id: RouterId
  readonly #trace: Trace

  constructor(namespace: EdgeEnv['ROUTER'], person: PersonId, trace: Trace) {
    this.#namespace = namespace
    this.#id = routerOf(person)
    this.#trace = trace
  }

  lease(request: LeaseRequest): ReturnType<RouterPort['lease']> {
    return this.#stub().lease(this.#id, this.#trace, request)
  }

  extend(call: CallId): Promise<unknown> {
    return this.#stub().extend(this.#id, this.#trace, call)
  }

  settle(settlement: Settlement): Promise<unknown> {
    return this.#stub().settle(this.#id, this.#trace, settlement)
  }

  cached(key: CacheKey): ReturnType<RouterPort['cached']> {
    return this.#stub().cached(this.#id, this.#trace, key)
  }

  keep(input: Parameters<RouterPort['keep']>[0]): Promise<unknown> {
    return this.#stub().keep(this.#id, this.#trace, input)
  }

  #stub() {
    return getStub(this.#namespace, this.#id)
  }
}
