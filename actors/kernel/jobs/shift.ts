import type { Trace } from '@switchboard/shared-types/trace'

/** How often one job runs in one alarm, so that a job that is always due cannot keep the handler for ever. */
const MAX_RUNS = 8
/** After this nothing new is started: the platform ends a handler after 15 minutes. */
const MAX_MS = 5 * 60 * 1000

/** What runs during one alarm: every job at most once at a time, different jobs side by side. */
export class Shift {
  readonly trace: Trace
  readonly #startedAt = Date.now()
  readonly #runs = new Map<string, number>()
  readonly #running = new Map<string, Promise<void>>()

  constructor(trace: Trace) {
    this.trace = trace
  }

  mayStart(name: string): boolean {
    if (this.#running.has(name) || (this.#runs.get(name) ?? 0) >= MAX_RUNS) return false
    return Date.now() - this.#startedAt < MAX_MS
  }

  start(name: string, run: () => Promise<void>): void {
    this.#runs.set(name, (this.#runs.get(name) ?? 0) + 1)
    this.#running.set(
      name,
      run().finally(() => this.#running.delete(name)),
    )
  }

  /** @returns false when nothing runs any more; else waits until something has ended. */
  async someEnd(): Promise<boolean> {
    if (this.#running.size === 0) return false
    await Promise.race(this.#running.values())
    return true
  }
}
