import { GIVE_BACK_WITHIN_MS } from '@switchboard/shared-types/contracts/lease'
import type {
  Begun,
  Lease,
  LeaseErrorCode,
  LeaseRequest,
  Settlement,
} from '@switchboard/shared-types/contracts/lease'
import type { CachedAnswer, CacheKey } from '@switchboard/shared-types/contracts/router'
import { getStub } from '@switchboard/shared-types/door'
import type { RouterId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { KeepAlive } from './call.ts'
import { EndedCalls } from './ended-calls.ts'
import { persist, wait } from './persist.ts'
import { leftOf, SpareLeases } from './spare-leases.ts'
import type { Batch } from './spare-leases.ts'

/** What is asked for one model call; how many more are expected is seen here. */
export type Asked = Omit<LeaseRequest, 'expected'>

/** The permission for one call, however it came. */
export interface HeldLease extends Omit<Lease, 'spare'> {
  /** What the router is to hear of the call; null where it gave this lease for it. */
  readonly begun: Begun | null
}

/** What a model call asks of the router that its token names. */
export interface RouterPort {
  lease(request: Asked): Promise<Result<HeldLease, LeaseErrorCode>>
  extend(lease: Pick<HeldLease, 'callId' | 'begun'>): Promise<unknown>
  /** A call is over: where it went wrong, what was decided before is decided anew for those that follow. */
  learn(settlement: Settlement): void
  settle(settlements: readonly Settlement[]): Promise<unknown>
  /**
   * Lets a lease take a settlement along.
   * @param withinMs how long it may wait for one
   * @param alone tells the router of those that no lease took; it must not reject
   * @returns when what this call looks after is told; null where another call looks after it
   */
  settleAlong(
    settlement: Settlement,
    withinMs: number,
    alone: (settlements: readonly Settlement[]) => Promise<void>,
  ): Promise<void> | null
  cached(key: CacheKey): Promise<CachedAnswer | null>
  keep(input: CacheKey & { answer: CachedAnswer; seconds: number }): Promise<unknown>
}

/** Of all calls of this isolate. */
const endedCalls = new EndedCalls()
const spareLeases = new SpareLeases()

/** The door to the router that a token names. */
export class NamedRouter implements RouterPort {
  readonly #namespace: EdgeEnv['ROUTER']
  readonly #id: RouterId
  readonly #trace: Trace
  readonly #keepAlive: KeepAlive

  constructor(namespace: EdgeEnv['ROUTER'], id: RouterId, trace: Trace, keepAlive: KeepAlive) {
    this.#namespace = namespace
    this.#id = id
    this.#trace = trace
    this.#keepAlive = keepAlive
  }

  async lease(asked: Asked): ReturnType<RouterPort['lease']> {
    const now = Date.now()
    const taken = spareLeases.take(this.#id, asked, now)
    if (taken.lease !== null) {
      const { session, agent } = asked
      return ok({ ...taken.lease, begun: { requestId: this.#trace.requestId, session, agent } })
    }
    const { expected, ended } = taken
    if (expected === 0) return held(await this.#ask({ ...asked, expected }, ended))
    let lease: Lease | null = null
    try {
      const leased = await this.#ask({ ...asked, expected }, ended)
      lease = leased.ok ? leased.value : null
      return held(leased)
    } finally {
      const batch = spareLeases.give(this.#id, asked, lease, now)
      if (batch !== null) this.#keepAlive(this.#giveBack(asked, batch))
    }
  }

  /** @param unused batches whose rest is given back on the way */
  async #ask(request: LeaseRequest, unused: readonly Batch[]): Promise<Result<Lease, LeaseErrorCode>> {
    const along = endedCalls.take(this.#id)
    const ended = along.map(({ settlement }) => settlement)
    try {
      const left = unused.flatMap(leftOf)
      const leased = await this.#stub().lease(this.#id, this.#trace, request, ended, left)
      for (const each of along) each.state = 'arrived'
      for (const batch of unused) batch.isBack = true
      return leased
    } catch (thrown) {
      for (const each of along) each.state = 'failed'
      throw thrown
    }
  }

  extend({ callId, begun }: Pick<HeldLease, 'callId' | 'begun'>): Promise<unknown> {
    return this.#stub().extend(this.#id, this.#trace, callId, begun)
  }

  settle(settlements: readonly Settlement[]): Promise<unknown> {
    return this.#stub().settleAll(this.#id, this.#trace, settlements)
  }

  learn({ attempts }: Settlement): void {
    if (attempts.some(({ reason }) => reason !== null)) spareLeases.distrust(this.#id)
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

  async #giveBack(asked: Asked, batch: Batch): Promise<void> {
    await wait(batch.until + GIVE_BACK_WITHIN_MS - Date.now())
    const left = spareLeases.end(this.#id, asked, batch)
    if (left.length === 0) return
    await persist('spare leases', this.#trace, { count: left.length }, () =>
      this.#stub().giveBack(this.#id, this.#trace, left),
    )
  }

  #stub() {
    return getStub(this.#namespace, this.#id)
  }
}

function held(leased: Result<Lease, LeaseErrorCode>): Result<HeldLease, LeaseErrorCode> {
  return leased.ok ? ok({ ...leased.value, begun: null }) : leased
}
