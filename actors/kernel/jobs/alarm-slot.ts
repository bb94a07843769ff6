/** How late an alarm may be before it is taken for lost. workerd retries a failed one after 2 s at the earliest. */
const LATE_MS = 30_000

/** The actor's one alarm, and what is known of where it stands. */
export class AlarmSlot {
  readonly #storage: Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm' | 'deleteAlarm'>
  #time: number | null = null
  #setAt = 0

  constructor(storage: Pick<DurableObjectStorage, 'getAlarm' | 'setAlarm' | 'deleteAlarm'>) {
    this.#storage = storage
  }

  /** In ms since the epoch; null: empty, as it is while the alarm's handler runs. */
  get time(): number | null {
    return this.#time
  }

  /** Asks the storage, where a transaction may have been rolled back. The answer is true as of the call. */
  async read(): Promise<number | null> {
    return await this.#storage.getAlarm()
  }

  /** Takes note of a time without writing it. */
  note(time: number | null): void {
    this.#time = time
  }

  /** Part of the caller's transaction: a rollback puts the alarm back. Writes a row, even where nothing changes. */
  set(time: number | null): void {
    this.#time = time
    this.#setAt = Date.now()
    // Not awaited: the output gate holds every answer until the write is durable.
    void (time === null ? this.#storage.deleteAlarm() : this.#storage.setAlarm(time))
  }

  /** The platform should have called long ago. Old reports of lost alarms exist: cloudflare-docs#18324. */
  isLost(): boolean {
    return this.#time !== null && Date.now() > Math.max(this.#time, this.#setAt) + LATE_MS
  }
}
