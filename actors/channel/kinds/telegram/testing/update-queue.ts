import type { Update } from '@grammyjs/types'

export type Happening = Omit<Update, 'update_id'>

const LIVES_MS = 24 * 60 * 60_000
const QUIET_MS = 7 * LIVES_MS

/** Updates that wait to be taken, numbered as Telegram does. */
export class UpdateQueue {
  #waiting: { readonly update: Update; readonly at: number }[] = []
  #next: number
  #lastAt: number | null = null

  constructor(first: number) {
    this.#next = first
  }

  /** @param restart the number to go on with after a quiet week, where it came to that */
  add(happening: Happening, now: number, restart: number): Update {
    if (this.#lastAt !== null && now - this.#lastAt >= QUIET_MS) this.#next = restart
    const update: Update = { update_id: this.#next++, ...happening }
    this.#waiting.push({ update, at: now })
    this.#lastAt = now
    return update
  }

  waiting(now: number): readonly Update[] {
    this.#waiting = this.#waiting.filter(({ at }) => now - at < LIVES_MS)
    return this.#waiting.map(({ update }) => update)
  }

  /** As getUpdates: an offset confirms all below it for good; a negative one counts from the end. */
  page(offset: number | null, limit: number, now: number): Update[] {
    const waiting = this.waiting(now)
    const from = offset !== null && offset < 0 ? (waiting.at(offset)?.update_id ?? 0) : (offset ?? 0)
    this.#waiting = this.#waiting.filter(({ update }) => update.update_id >= from)
    return this.waiting(now).slice(0, limit)
  }

  take(updateId: number): void {
    this.#waiting = this.#waiting.filter(({ update }) => update.update_id !== updateId)
  }
}
