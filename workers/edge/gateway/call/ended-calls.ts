import type { Settlement } from '@switchboard/shared-types/contracts/router'
import type { RouterId } from '@switchboard/shared-types/ids'

/** How long whoever took a settlement along may take to say that it arrived. */
const TAKEN_MS = 5_000

interface Ended {
  readonly settlement: Settlement
  readonly arrived: () => void
  readonly failed: (reason: unknown) => void
}

/**
 * Settlements of calls that are over. The next lease of the same router takes them along: one call to the router and one
 * commit where there would be two of each (ADR 0019). What no lease takes in time goes alone, and so does what was taken
 * by a request that came to an end itself; the router books each once.
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
    let isOver = false
    await new Promise<void>((resolve, reject) => {
      const arrived = (): void => {
        isOver = true
        resolve()
      }
      const failed = (reason: unknown): void => {
        isOver = true
        reject(reason instanceof Error ? reason : new Error(String(reason)))
      }
      const ended = { settlement, arrived, failed }
      const goAlone = (): void => {
        if (!isOver) void alone().then(arrived, failed)
      }
      this.#add(router, ended)
      setTimeout(() => {
        if (this.#drop(router, ended)) goAlone()
        else if (!isOver) setTimeout(goAlone, TAKEN_MS)
      }, withinMs)
    })
  }

  /** Takes what waits for a router: whoever does tells each of them how it went. */
  take(router: RouterId): readonly Ended[] {
    const waiting = this.#waiting.get(router)
    if (waiting === undefined) return []
    this.#waiting.delete(router)
    return [...waiting]
  }

  #add(router: RouterId, ended: Ended): void {
    const waiting = this.#waiting.get(router)
    if (waiting === undefined) this.#waiting.set(router, new Set([ended]))
    else waiting.add(ended)
  }

  #drop(router: RouterId, ended: Ended): boolean {
    const waiting = this.#waiting.get(router)
    if (waiting === undefined || !waiting.delete(ended)) return false
    if (waiting.size === 0) this.#waiting.delete(router)
    return true
  }
}
