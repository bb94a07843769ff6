const HELD = 'router:held'

/** Whether the person is suspended: their agents' tokens are good for nothing then. */
export class Hold {
  readonly #kv: Pick<SyncKvStorage, 'get' | 'put'>
  #held: boolean | undefined

  constructor(kv: Pick<SyncKvStorage, 'get' | 'put'>) {
    this.#kv = kv
  }

  /** Kept in memory: every call asks. */
  get isHeld(): boolean {
    this.#held ??= this.#kv.get<boolean>(HELD) === true
    return this.#held
  }

  set(held: boolean): void {
    if (held === this.isHeld) return
    this.#kv.put(HELD, held)
    this.#held = held
  }

  /** Forgets what is in memory, after storage was undone or erased. */
  forget(): void {
    this.#held = undefined
  }
}
