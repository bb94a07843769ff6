import type { CallContent, TokenUsage } from '@switchboard/shared-types/api/router/calls'
import type { Attempt, AttemptReport, Settlement } from '@switchboard/shared-types/contracts/lease'
import { log, reasonOf } from '@switchboard/shared-types/log'
import type { Call, KeepAlive } from './call.ts'
import type { Verdict } from './outcome.ts'
import { persist } from './persist.ts'
import type { HeldLease, RouterPort } from './router-port.ts'

const EXTEND_EVERY_MS = 60_000
/** The router learns of a call with a spare lease when it is over, or when it has been a long one for so long. */
const TOLD_AFTER_MS = 140

/** How a call ended. */
export interface Ending {
  readonly status: Settlement['status']
  readonly httpStatus: number | null
  readonly usage?: TokenUsage | null
  /** False where the tokens are estimated. */
  readonly exact?: boolean
  readonly content?: CallContent | null
}

/** What a lease is told: while its call runs that it does, and in the end, once, what it used. */
export class Booking {
  readonly #port: RouterPort
  readonly #lease: HeldLease
  readonly #call: Call
  readonly #keepAlive: KeepAlive
  readonly #attempts: AttemptReport[] = []
  readonly #notes = new Set<string>()
  #extending: ReturnType<typeof setTimeout> | undefined
  #ttfbMs: number | null = null
  #isSettled = false

  constructor(port: RouterPort, lease: HeldLease, call: Call, keepAlive: KeepAlive) {
    this.#port = port
    this.#lease = lease
    this.#call = call
    this.#keepAlive = keepAlive
    call.client.whenLong(() => this.#runsFor(lease.begun === null ? EXTEND_EVERY_MS : TOLD_AFTER_MS))
  }

  /** One attempt is over, or has an answer. @param ms since it began */
  report({ index, provider, model }: Attempt, verdict: Verdict, ms: number): void {
    this.#attempts.push({ index, provider, model, ms, ...verdict })
  }

  /** The answer that the last attempt gave broke after all. */
  blame(reason: string): void {
    const last = this.#attempts.pop()
    if (last !== undefined) this.#attempts.push({ ...last, fault: 'provider', reason })
  }

  note(notes: Iterable<string>): void {
    for (const note of notes) this.#notes.add(note)
  }

  /** The first byte of the answer is here. */
  begun(): void {
    this.#ttfbMs ??= Date.now() - this.#call.startedAt
  }

  /** Tells how the call ended, and tries for a while where the router can not be reached. Only the first ending counts. */
  settle({ status, httpStatus, usage = null, exact = true, content = null }: Ending): void {
    if (this.#isSettled) return
    this.#isSettled = true
    this.#call.client.end()
    clearTimeout(this.#extending)
    const settlement: Settlement = {
      callId: this.#lease.callId,
      status,
      httpStatus,
      attempts: this.#attempts,
      usage,
      exact,
      ttfbMs: this.#ttfbMs,
      durationMs: Date.now() - this.#call.startedAt,
      notes: [...this.#notes],
      content,
      begun: this.#lease.begun,
    }
    const telling = this.#tell(settlement)
    if (telling !== null) this.#keepAlive(telling)
  }

  /** What is large takes nobody's time but its own. @returns null where another call sees to it */
  #tell(settlement: Settlement): Promise<void> | null {
    this.#port.learn(settlement)
    const alone = (settlements: readonly Settlement[]): Promise<void> =>
      persist('settlements', this.#call.trace, { calls: settlements.length }, () =>
        this.#port.settle(settlements),
      )
    const { settleWithinMs, advance } = this.#lease
    return settlement.content !== null || settleWithinMs === 0 || advance?.isRecalled === true
      ? alone([settlement])
      : this.#port.settleAlong(settlement, settleWithinMs, alone)
  }

  #runsFor(ms: number): void {
    if (this.#isSettled) return
    this.#extending = setTimeout(() => {
      this.#keepAlive(this.#extend())
      this.#runsFor(EXTEND_EVERY_MS)
    }, ms)
  }

  async #extend(): Promise<void> {
    try {
      await this.#port.extend(this.#lease)
    } catch (thrown) {
      log('warn', 'a lease was not extended', this.#call.trace, { reason: reasonOf(thrown) })
    }
  }
}
