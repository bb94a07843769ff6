interface Waiting {
  readonly apply: () => void
  readonly fail: (reason: unknown) => void
}

/** How long a write that is in no hurry waits for company, in ms. */
const PATIENCE_MS = 10

/**
 * Lets writes that arrive together commit together. The runtime makes one fsync per writing event and none for the
 * writes that follow without an await, so what arrives while a commit is under way waits for it and shares the next
 * one. Every answer is still held back by the output gate until its own write is durable.
 *
 * A write that comes alone waits for nobody. Where several came, more are on their way: a turn of the event loop gathers
 * them. It is not the rule, because the runtime's shortest timer takes over a millisecond (1.2 ms, November 2026).
 */
export class GroupCommit {
  readonly #storage: Pick<DurableObjectStorage, 'transactionSync' | 'sync'>
  #waiting: Waiting[] = []
  #patient: Waiting[] = []
  #isRunning = false
  /** How many writes the last group had. */
  #lastSize = 0

  constructor(storage: Pick<DurableObjectStorage, 'transactionSync' | 'sync'>) {
    this.#storage = storage
  }

  /**
   * @param write synchronous; a throw undoes this write alone and rejects this promise alone
   * @returns what `write` returned, once it is part of the commit
   */
  async write<T>(write: () => T): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      this.#waiting.push({ apply: () => resolve(this.#storage.transactionSync(write)), fail: reject })
      if (!this.#isRunning) void this.#run()
    })
  }

  /**
   * The same for a write that nobody waits for: it goes before the next one, into its commit, and needs one of its own
   * only if none comes within 10 ms.
   */
  async writeSoon<T>(write: () => T): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      this.#patient.push({ apply: () => resolve(this.#storage.transactionSync(write)), fail: reject })
      // Beside a commit that is about to be made nobody needs a timer.
      if (!this.#isRunning && this.#patient.length === 1) this.#bePatient()
    })
  }

  #bePatient(): void {
    setTimeout(() => this.#losePatience(), PATIENCE_MS)
  }

  #losePatience(): void {
    this.#waiting.unshift(...this.#patient)
    this.#patient = []
    if (!this.#isRunning) void this.#run()
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    try {
      // What the same turn writes besides is part of the first commit; behind a crowd, what comes in the next one.
      await (this.#lastSize > 1 ? nextTurn() : Promise.resolve())
      while (this.#waiting.length > 0) {
        this.#lastSize = this.#flush()
        await (this.#lastSize > 1 ? nextTurn() : this.#storage.sync())
      }
    } finally {
      this.#isRunning = false
      if (this.#patient.length > 0) this.#bePatient()
    }
  }

  #flush(): number {
    const patient = this.#patient
    const group = this.#waiting
    this.#patient = []
    this.#waiting = []
    for (const { apply, fail } of [...patient, ...group]) {
      try {
        apply()
      } catch (reason) {
        fail(reason)
      }
    }
    return group.length
  }
}

async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 0)
  })
}
