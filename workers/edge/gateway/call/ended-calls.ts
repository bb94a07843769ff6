import type { Settlement } from '@switchboard/shared-types/contracts/lease'
import type { RouterId } from '@switchboard/shared-types/ids'
import { wait } from './persist.ts'

/** How long whoever took a settlement along may take to say that it arrived, and how often that is looked at. */
const TAKEN_MS = 5_000
const LOOK_EVERY_MS = 250
/** A watch that is so much over its time has ended with its request, without a word. */
const OVERDUE_MS = 1_000

/** A settlement on its way: whoever takes it along notes here what becomes of it. */
export interface Ended {
  readonly settlement: Settlement
  /** Since when, in Unix milliseconds. */
  readonly at: number
  state: 'waits' | 'taken' | 'arrived' | 'failed'
}

/** The settlements of a stretch of time. The call that opened it looks after all of them. */
interface Watch {
  /** Unix milliseconds. */
  readonly until: number
  readonly watched: Ended[]
}

/**
 * Settlements of calls that are over. The next lease of the same router takes them along: one call to the router and one
 * commit where there would be two of each (ADR 0019). What no lease takes in time goes alone, and so does what was taken
 * and has not arrived.
 *
 * The first call to end looks after those that end soon after it, so that they can be over at once. Requests share data
 * here, and no promise, because the runtime does not hold a continuation to the request that waits for it (ADR 0024).
 */
export class EndedCalls {
  readonly #waiting = new Map<RouterId, Set<Ended>>()
  readonly #watches = new Map<RouterId, Watch>()

  /**
   * @param withinMs how long the settlement may wait for company
   * @param alone tells the router settlements and nothing else; it must not reject
   * @returns when the router has all that this call looks after; null where another call does
   */
  tell(
    router: RouterId,
    settlement: Settlement,
    withinMs: number,
    alone: (settlements: readonly Settlement[]) => Promise<void>,
  ): Promise<void> | null {
    const now = Date.now()
    const ended: Ended = { settlement, at: now, state: 'waits' }
    this.#add(router, ended)
    const open = this.#watches.get(router)
    if (open !== undefined && now < open.until + OVERDUE_MS) {
      open.watched.push(ended)
      return null
    }
    const watch = { until: now + withinMs, watched: [...(open?.watched ?? []), ended] }
    this.#watches.set(router, watch)
    return this.#watch(router, watch, withinMs, alone)
  }

  /** Takes what waits for a router: whoever does notes of each of them how it went. */
  take(router: RouterId): readonly Ended[] {
    const waiting = [...(this.#waiting.get(router) ?? [])]
    this.#waiting.delete(router)
    for (const ended of waiting) ended.state = 'taken'
    return waiting
  }

  async #watch(
    router: RouterId,
    watch: Watch,
    withinMs: number,
    alone: (settlements: readonly Settlement[]) => Promise<void>,
  ): Promise<void> {
    await wait(withinMs)
    if (this.#watches.get(router) === watch) this.#watches.delete(router)
    let open = watch.watched
    const hasLeaseCome = open.some(({ state }) => state === 'arrived')
    // Where a lease came in that time another one may be on its way, for those that ended since.
    const oldest = open.find(({ state }) => state === 'waits')
    if (oldest !== undefined && hasLeaseCome) await wait(oldest.at + withinMs - Date.now())
    for (let waited = 0; open.length > 0; waited += LOOK_EVERY_MS) {
      const left = open.filter(({ state }) => state !== 'taken' || waited >= TAKEN_MS)
      open = open.filter(({ state }) => state === 'taken' && waited < TAKEN_MS)
      for (const ended of left) this.#drop(router, ended)
      const untold = left.filter(({ state }) => state !== 'arrived')
      if (untold.length > 0) await alone(untold.map(({ settlement }) => settlement))
      if (open.length > 0) await wait(LOOK_EVERY_MS)
    }
  }

  #add(router: RouterId, ended: Ended): void {
    const waiting = this.#waiting.get(router)
    if (waiting === undefined) this.#waiting.set(router, new Set([ended]))
    else waiting.add(ended)
  }

  #drop(router: RouterId, ended: Ended): void {
    const waiting = this.#waiting.get(router)
    if (waiting?.delete(ended) === true && waiting.size === 0) this.#waiting.delete(router)
  }
}
