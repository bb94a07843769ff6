const DAY_MS = 24 * 60 * 60 * 1000
const ASLEEP_AFTER_MS = 14 * DAY_MS
const OPENED = 'inbox:opened-at'
const ASLEEP = 'inbox:asleep'

/**
 * An inbox that nobody has opened for two weeks is asleep: feeds are told so with their next delivery, stop pushing,
 * and an idle subscriber costs nothing. It catches up when it is opened.
 */
export class Sleep {
  readonly #kv: Pick<SyncKvStorage, 'get' | 'put'>
  /** As stored: up to a day behind the truth. */
  #openedAt: number | undefined

  constructor(kv: Pick<SyncKvStorage, 'get' | 'put'>) {
    this.#kv = kv
  }

  /** Somebody is here. Written at most once a day. @returns true when the inbox slept until now */
  open(now: number): boolean {
    const slept = this.#kv.get<boolean>(ASLEEP) === true
    if (slept) this.#kv.put(ASLEEP, false)
    if (now - this.#lastOpened() > DAY_MS) {
      this.#kv.put(OPENED, now)
      this.#openedAt = now
    }
    return slept
  }

  /** Whether the feeds should stop pushing; remembered, so that opening knows whom to call. */
  fallsAsleep(now: number): boolean {
    if (now - this.#lastOpened() < ASLEEP_AFTER_MS) return false
    if (this.#kv.get<boolean>(ASLEEP) !== true) this.#kv.put(ASLEEP, true)
    return true
  }

  /** Forgets what is in memory, after storage was undone or erased. */
  forget(): void {
    this.#openedAt = undefined
  }

  #lastOpened(): number {
    this.#openedAt ??= this.#kv.get<number>(OPENED) ?? 0
    return this.#openedAt
  }
}
