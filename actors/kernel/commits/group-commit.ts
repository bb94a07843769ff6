interface Waiting {
  readonly apply: () => void
  readonly fail: (reason: unknown) => void
}

/**
 * Lets writes that arrive together commit together. The runtime makes one fsync per writing event and none for the
 * writes that follow without an await, so queueing for one turn of the event loop turns many fsyncs into one. Every
 * answer is still held back by the output gate until its own write is durable.
 */
export class GroupCommit {
  readonly #storage: Pick<DurableObjectStorage, 'transactionSync'>
  #waiting: Waiting[] = []

  constructor(storage: Pick<DurableObjectStorage, 'transactionSync'>) {
    this.#storage = storage
  }

  /**
   * @param write synchronous; a throw undoes this write alone and rejects this promise alone
   * @returns what `write` returned, once it is part of the commit
   */
  async write<T>(write: () => T): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      this.#waiting.push({ apply: () => resolve(this.#storage.transactionSync(write)), fail: reject })
      if (this.#waiting.length === 1) setTimeout(() => this.#flush(), 0)
    })
  }

  #flush(): void {
    const group = this.#waiting
    this.#waiting = []
    for (const { apply, fail } of group) {
      try {
        apply()
      } catch (reason) {
        fail(reason)
      }
    }
  }
}
