import type { Lease, LeaseErrorCode, LeaseRequest } from '@switchboard/shared-types/contracts/router'
import type { RouterId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'

/** A router decides calls one after the other: more of them at once would keep its other callers waiting. */
const MAX_TOGETHER = 64
/** How long a call waits for another one's word before it asks by itself. */
const PATIENCE_MS = 10_000

type Leased = Result<Lease, LeaseErrorCode>
/** Leases calls together. @returns in the order of the requests */
export type LeaseTogether = (requests: readonly LeaseRequest[]) => Promise<readonly Leased[]>

type Turn =
  | { readonly kind: 'leased'; readonly leased: Leased }
  /** It is for this call to ask now, also for others. */
  | { readonly kind: 'lead'; readonly others: readonly Waiting[] }
  | { readonly kind: 'forgotten' }

interface Waiting {
  readonly request: LeaseRequest
  readonly next: (turn: Turn) => void
  readonly fail: (reason: unknown) => void
}

/**
 * Lets the calls of one router that arrive while a lease is under way be leased together, as the next one: one call to the
 * router and one commit for all of them. A call that comes alone waits for nobody (ADR 0024).
 *
 * The first of those that waited asks for them all, in its own request's time: what one request began, the runtime lets no
 * other continue.
 */
export class LeaseQueue {
  /** Those that wait, by the router that has a lease under way. */
  readonly #waiting = new Map<RouterId, Waiting[]>()

  async lease(router: RouterId, request: LeaseRequest, ask: LeaseTogether): Promise<Leased> {
    const queue = this.#waiting.get(router)
    if (queue === undefined) return await this.#lead(router, request, [], ask)
    const turn = await this.#turn(router, queue, request)
    if (turn.kind === 'leased') return turn.leased
    if (turn.kind === 'lead') return await this.#lead(router, request, turn.others, ask)
    return only(await ask([request]))
  }

  async #lead(
    router: RouterId,
    request: LeaseRequest,
    others: readonly Waiting[],
    ask: LeaseTogether,
  ): Promise<Leased> {
    const queue = this.#waiting.get(router) ?? []
    this.#waiting.set(router, queue)
    try {
      const [own, ...rest] = await ask([request, ...others.map((other) => other.request)])
      for (const [n, { next, fail }] of others.entries()) {
        const leased = rest[n]
        if (leased === undefined) fail(new Error(UNANSWERED))
        else next({ kind: 'leased', leased })
      }
      return only([own])
    } catch (thrown) {
      for (const { fail } of others) fail(thrown)
      throw thrown
    } finally {
      this.#passOn(router, queue)
    }
  }

  /** Lets the first of those that waited ask; with nobody waiting, the next call is alone. */
  #passOn(router: RouterId, queue: Waiting[]): void {
    const [leader, ...others] = queue.splice(0, MAX_TOGETHER)
    if (leader !== undefined) leader.next({ kind: 'lead', others })
    else if (this.#waiting.get(router) === queue) this.#waiting.delete(router)
  }

  async #turn(router: RouterId, queue: Waiting[], request: LeaseRequest): Promise<Turn> {
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      return await new Promise<Turn>((next, fail) => {
        const waiting = { request, next, fail }
        queue.push(waiting)
        timer = setTimeout(() => {
          this.#forget(router, queue, waiting)
          next({ kind: 'forgotten' })
        }, PATIENCE_MS)
      })
    } finally {
      clearTimeout(timer)
    }
  }

  /** Whoever was to ask may have died with its request: nobody is to wait for it any more. */
  #forget(router: RouterId, queue: Waiting[], waiting: Waiting): void {
    const place = queue.indexOf(waiting)
    if (place !== -1) queue.splice(place, 1)
    if (this.#waiting.get(router) === queue) this.#waiting.delete(router)
  }
}

const UNANSWERED = 'a lease was not answered'

function only([leased]: readonly (Leased | undefined)[]): Leased {
  if (leased === undefined) throw new Error(UNANSWERED)
  return leased
}
