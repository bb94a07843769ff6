interface Permit {
  /** Milliseconds since 1970. */
  expiresAt: number
}

/** How long a granted permit waits to be taken up: whoever waited for it may be gone. */
const CLAIM_MS = 1_000
/** How often those who wait look for permits that nobody will give back. */
const CHECK_MS = 5_000

/**
 * Bounds how much runs at once in one isolate, first come first served. One instance is shared by all actors of the
 * isolate, and an actor that is reset never runs its `finally` (seen in workerd), so a permit is a lease: it returns by
 * itself after `leaseMs`, which must be longer than the work takes.
 */
export class Semaphore {
  readonly #permits: number
  readonly #leaseMs: number
  readonly #held = new Set<Permit>()
  readonly #waiting: ((permit: Permit) => void)[] = []

  constructor(permits: number, leaseMs: number) {
    this.#permits = permits
    this.#leaseMs = leaseMs
  }

  /** Waits for a permit, runs the work, and gives the permit back however the work ends. */
  async withPermit<T>(work: () => Promise<T>): Promise<T> {
    const permit = await this.#acquire()
    try {
      return await work()
    } finally {
      this.#held.delete(permit)
      this.#grant()
    }
  }

  async #acquire(): Promise<Permit> {
    const { promise, resolve } = Promise.withResolvers<Permit>()
    this.#waiting.push(resolve)
    this.#grant()
    const check = setInterval(() => this.#grant(), CHECK_MS)
    const permit = await promise
    clearInterval(check)
    permit.expiresAt = Date.now() + this.#leaseMs
    return permit
  }

  #grant(): void {
    const now = Date.now()
    for (const permit of this.#held) if (permit.expiresAt <= now) this.#held.delete(permit)
    while (this.#held.size < this.#permits) {
      const resolve = this.#waiting.shift()
      if (resolve === undefined) return
      const permit = { expiresAt: now + CLAIM_MS }
      this.#held.add(permit)
      resolve(permit)
    }
  }
}
