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
  #openedAt: number | undefined

  constructor(kv: Pick<SyncKvStorage, 'get' | 'put'>) {
    this.#kv = kv
  }

  /** Somebody is here. Written at most once a day. @returns true when the inbox slept until now */
  open(now: number): boolean {
    const slept = this.#kv.get<boolean>(ASLEEP) === true
    if (slept) this.#kv.put(ASLEEP, false)
    if (now - this.#lastOpened() > DAY_MS) this.#kv.put(OPENED, now)
    this.#openedAt = now
    return slept
  }

  /** Whether the feeds should stop pushing; remembered, so that opening knows whom to call. */
  fallsAsleep(now: number): boolean {
    if (this.#openedAt === undefined && this.#kv.get<number>(OPENED) === undefined) this.open(now)
    if (now - this.#lastOpened() < ASLEEP_AFTER_MS) return false
    if (this.#kv.get<boolean>(ASLEEP) !== true) this.#kv.put(ASLEEP, true)
    return true
  }

  #lastOpened(): number {
    return Math.max(this.#openedAt ?? 0, this.#kv.get<number>(OPENED) ?? 0)
  }
}
