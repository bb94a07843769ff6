interface Flight<T> {
  readonly outcome: Promise<T>
  shared: boolean
}

/**
 * Lets concurrent callers with the same key share one run of the work. An outcome is shared by those who wait for it,
 * failures included, and never kept: the next caller starts anew. One instance belongs to one actor: a promise awaited
 * from another actor's context can hang when the context that started it is gone.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>()
  readonly #copy: (value: T) => T

  /** @param copy makes a value that its owner may change without the others seeing it */
  constructor(copy: (value: T) => T) {
    this.#copy = copy
  }

  /** Joins the flight under way for `key`, or starts one. */
  async run(key: string, start: () => Promise<T>): Promise<T> {
    const flight = this.#join(key) ?? this.#start(key, start)
    const value = await flight.outcome
    return flight.shared ? this.#copy(value) : value
  }

  #join(key: string): Flight<T> | undefined {
    const flight = this.#flights.get(key)
    if (flight !== undefined) flight.shared = true
    return flight
  }

  #start(key: string, start: () => Promise<T>): Flight<T> {
    const outcome = start().finally(() => this.#flights.delete(key))
    const flight = { outcome, shared: false }
    this.#flights.set(key, flight)
    return flight
  }
}
