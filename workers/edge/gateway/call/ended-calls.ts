import type { Settlement } from '@switchboard/shared-types/contracts/router'
import type { RouterId } from '@switchboard/shared-types/ids'

/** How long whoever took a settlement along may take to say that it arrived, and how often that is looked at. */
const TAKEN_MS = 5_000
const LOOK_EVERY_MS = 250

/** A settlement on its way: whoever takes it along notes here what becomes of it. */
export interface Ended {
  readonly settlement: Settlement
  state: 'waits' | 'taken' | 'arrived' | 'failed'
}

/**
 * Settlements of calls that are over. The next lease of the same router takes them along: one call to the router and one
 * commit where there would be two of each (ADR 0019). What no lease takes in time goes alone, and so does what was taken
 * and has not arrived.
 *
 * Each looks by a timer of its own at what became of it: requests share data here, and no promise, because the runtime
 * does not hold a continuation to the request that waits for it (ADR 0024).
 */
export class EndedCalls {
  readonly #waiting = new Map<RouterId, Set<Ended>>()

  /**
   * @param withinMs how long the settlement may wait for company
   * @param alone tells the router this settlement and nothing else
   * @returns when the router has it
   */
  async tell(
    router: RouterId,
    settlement: Settlement,
    withinMs: number,
    alone: () => Promise<unknown>,
  ): Promise<void> {
    const ended: Ended = { settlement, state: 'waits' }
    this.#add(router, ended)
    await wait(withinMs)
    this.#drop(router, ended)
    for (let waited = 0; ended.state === 'taken' && waited < TAKEN_MS; waited += LOOK_EVERY_MS) {
      await wait(LOOK_EVERY_MS)
    }
    if (ended.state !== 'arrived') await alone()
  }

  /** Takes what waits for a router: whoever does notes of each of them how it went. */
  take(router: RouterId): readonly Ended[] {
    const waiting = [...(this.#waiting.get(router) ?? [])]
    this.#waiting.delete(router)
    for (const ended of waiting) ended.state = 'taken'
    return waiting
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

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
