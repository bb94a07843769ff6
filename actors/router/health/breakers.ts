import { CLOSED } from '@switchboard/kernel/breaker/breaker'
import type { BreakerState } from '@switchboard/kernel/breaker/breaker'

/** Names of models come from clients, so there could be any number. */
const MAX_KEPT = 1_000

/** Breakers by name. One that is closed and has counted nothing is not kept. */
export class Breakers {
  readonly #states = new Map<string, BreakerState>()

  get(name: string): BreakerState {
    return this.#states.get(name) ?? CLOSED
  }

  set(name: string, state: BreakerState): void {
    this.#states.delete(name)
    if (state.kind === 'closed' && state.failures === 0) return
    const [oldest] = this.#states.keys()
    if (this.#states.size >= MAX_KEPT && oldest !== undefined) this.#states.delete(oldest)
    this.#states.set(name, state)
  }

  /** True while one whose name begins with this word is open. */
  restsUnder(word: string, now: number): boolean {
    return [...this.#states].some(
      ([name, state]) => name.startsWith(`${word} `) && state.kind !== 'closed' && now < state.until,
    )
  }

  forgetUnder(word: string): void {
    for (const name of this.#states.keys()) if (name.startsWith(`${word} `)) this.#states.delete(name)
  }

  clear(): void {
    this.#states.clear()
  }
}
