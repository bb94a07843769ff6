import { GIVE_BACK_WITHIN_MS } from '@switchboard/shared-types/contracts/lease'
import type {
  Begun,
  Lease,
  LeaseErrorCode,
  LeaseRequest,
  Recall,
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
import type { Advance, Batch } from './spare-leases.ts'

/** What is asked for one model call; how many more are expected is seen here. */
export type Asked = Omit<LeaseRequest, 'expected'>

/** The permission for one call, however it came. */
export interface HeldLease extends Omit<Lease, 'spare'> {
  /** What the router is to hear of the call; null where it gave this lease for it. */
  readonly begun: Begun | null
  /** What it was part of; null where nothing was asked for in advance. */
  readonly advance: Readonly<Advance> | null
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
      const begun = { requestId: this.#trace.requestId, session, agent }
      return ok({ ...taken.lease, begun, advance: taken.advance })
    }
    const { expected, ended } = taken
    const request = { ...asked, expected }
    return expected === 0
      ? held(await this.#ask(request, ended, null), null)
      : await this.#askInAdvance(request, ended, { askedAt: now, begun: 0, isRecalled: false })
  }

  async #askInAdvance(
    request: LeaseRequest,
    unused: readonly Batch[],
    advance: Advance,
  ): ReturnType<RouterPort['lease']> {
    const recall: Recall = async () => {
      advance.isRecalled = true
      const { begun } = advance
      await this.#withEnded(async (ended) => ended.length > 0 && (await this.settle(ended)))
      return begun
    }
    let lease: Lease | null = null
    try {
      const leased = await this.#ask(request, unused, recall)
      lease = leased.ok ? leased.value : null
      return held(leased, advance)
    } finally {
      const batch = spareLeases.give(this.#id, request, lease, advance)
      if (batch !== null) this.#keepAlive(this.#giveBack(request, batch))
    }
  }

  /** @param unused batches whose rest is given back on the way */
  async #ask(
    request: LeaseRequest,
    unused: readonly Batch[],
    recall: Recall | null,
  ): Promise<Result<Lease, LeaseErrorCode>> {
    const left = unused.flatMap(leftOf)
    const leased = await this.#withEnded(
      async (ended) => await this.#stub().lease(this.#id, this.#trace, request, ended, left, recall),
    )
    for (const batch of unused) batch.isBack = true
    return leased
  }

  /** Tells the router something, and takes along every settlement that waits for that. */
  async #withEnded<T>(tell: (ended: readonly Settlement[]) => Promise<T>): Promise<T> {
    const along = endedCalls.take(this.#id)
    try {
      const answer = await tell(along.map(({ settlement }) => settlement))
      for (const each of along) each.state = 'arrived'
      return answer
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

function held(
  leased: Result<Lease, LeaseErrorCode>,
  advance: Advance | null,
): Result<HeldLease, LeaseErrorCode> {
  return leased.ok ? ok({ ...leased.value, begun: null, advance }) : leased
}
