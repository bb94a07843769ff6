import type {
  CachedAnswer,
  CacheKey,
  Lease,
  LeaseErrorCode,
  LeaseRequest,
  Settlement,
} from '@switchboard/shared-types/contracts/router'
import { getStub } from '@switchboard/shared-types/door'
import { EndedCalls } from './ended-calls.ts'
import type { CallId, RouterId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'

/** What a model call asks of the router that its token names. */
export interface RouterPort {
  lease(request: LeaseRequest): Promise<Result<Lease, LeaseErrorCode>>
  extend(call: CallId): Promise<unknown>
  settle(settlement: Settlement): Promise<unknown>
  /**
   * Lets a lease take a settlement along.
   * @param withinMs how long it may wait for one
   * @param alone tells the router of what no lease took; it must not reject
   * @returns when what this call looks after is told; null where another call looks after it
   */
  settleAlong(
    settlement: Settlement,
    withinMs: number,
    alone: (settlement: Settlement) => Promise<void>,
  ): Promise<void> | null
  cached(key: CacheKey): Promise<CachedAnswer | null>
  keep(input: CacheKey & { answer: CachedAnswer; seconds: number }): Promise<unknown>
}

/** Of all calls of this isolate. */
const endedCalls = new EndedCalls()

/** The door to the router that a token names. */
export class NamedRouter implements RouterPort {
  readonly #namespace: EdgeEnv['ROUTER']
  readonly #id: RouterId
  readonly #trace: Trace

  constructor(namespace: EdgeEnv['ROUTER'], id: RouterId, trace: Trace) {
    this.#namespace = namespace
    this.#id = id
    this.#trace = trace
  }

  async lease(request: LeaseRequest): ReturnType<RouterPort['lease']> {
    const along = endedCalls.take(this.#id)
    const ended = along.map(({ settlement }) => settlement)
    try {
      const leased = await this.#stub().lease(this.#id, this.#trace, request, ended)
      for (const each of along) each.state = 'arrived'
      return leased
    } catch (thrown) {
      for (const each of along) each.state = 'failed'
      throw thrown
    }
  }

  extend(call: CallId): Promise<unknown> {
    return this.#stub().extend(this.#id, this.#trace, call)
  }

  settle(settlement: Settlement): Promise<unknown> {
    return this.#stub().settle(this.#id, this.#trace, settlement)
  }

  settleAlong(...told: Parameters<RouterPort['settleAlong']>): Promise<void> | null {
    return endedCalls.tell(this.#id, ...told)
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
