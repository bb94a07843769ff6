import { startTrace } from '@switchboard/shared-types/trace'
import type { Trace } from '@switchboard/shared-types/trace'
import { backoffDelay } from '../backoff/backoff.ts'
import { log, reasonOf } from '../log.ts'
import { DeadlineExceeded, withDeadline } from '../outbound/deadline.ts'
import type { Routes } from './message.ts'
import { parcels } from './parcels.ts'
import type { Parcel } from './parcels.ts'
import type { Outbox, OutboxRow } from './outbox.ts'

const RETRY = { baseMs: 1_000, capMs: 60 * 60 * 1000 }
/** With full jitter up to one hour this is about four hours of trying. */
const MAX_ATTEMPTS = 20
/** How many targets are told at once: each call may wake an object, and waking is dearer than telling. */
const WIDTH = 16
/** How many messages are read at once; a body is some kilobytes. */
const PAGE = 128
/** How long a target may take; the message is tried again, so a late answer does no harm. */
const DEADLINE_MS = 30_000
/** After this nothing more is started; the alarm comes back at once for the rest. */
const MAX_MS = 5 * 60 * 1000

export interface DrainOptions {
  readonly outbox: Outbox
  readonly routes: Routes
  readonly actor: string
  /** Runs a synchronous change in one transaction. */
  readonly transaction: (change: () => void) => void
  /** Called in the transaction that buries a message, with the row as it stands after it. */
  readonly onDead: (row: OutboxRow, trace: Trace) => void
}

/** One emptying of the outbox: several targets at a time, each in order. A target that fails waits, the others do not. */
export class Drain {
  readonly #options: DrainOptions
  readonly #lanes = new Map<string, Promise<void>>()
  #page = new Map<string, OutboxRow[]>()
  #woken = Promise.withResolvers<void>()

  constructor(options: DrainOptions) {
    this.#options = options
  }

  /** Says that there is more to deliver, while all lanes may be waiting for slow targets. */
  wake(): void {
    this.#woken.resolve()
  }

  async run(): Promise<void> {
    const until = Date.now() + MAX_MS
    try {
      while (Date.now() < until) {
        this.#woken = Promise.withResolvers()
        if (this.#page.size === 0) this.#read()
        this.#open()
        if (this.#lanes.size === 0) return
        await Promise.race([this.#woken.promise, ...this.#lanes.values()])
      }
    } finally {
      // Nobody else may tell these targets before their answers are written down.
      await Promise.allSettled(this.#lanes.values())
    }
  }

  #read(): void {
    if (this.#lanes.size >= WIDTH) return
    const rows = this.#options.outbox.due(PAGE, [...this.#lanes.keys()], Date.now())
    this.#page = Map.groupBy(rows, ({ target }) => target)
  }

  #open(): void {
    for (const [target, rows] of this.#page) {
      if (this.#lanes.size >= WIDTH) return
      this.#page.delete(target)
      this.#lanes.set(
        target,
        this.#deliver(rows).finally(() => this.#lanes.delete(target)),
      )
    }
  }

  /**
   * Delivers to one target in order, what may go together in one call, up to what fails. What was taken is deleted
   * together with the end of it.
   */
  async #deliver(rows: readonly OutboxRow[]): Promise<void> {
    const { outbox, transaction } = this.#options
    const taken: OutboxRow[] = []
    const left = parcels(rows, this.#options.routes)
    let putOff: (() => void) | undefined
    for (let parcel = left.shift(); parcel !== undefined; parcel = left.shift()) {
      const outcome = await this.#hand(parcel)
      if (outcome === 'taken') taken.push(...parcel)
      else if (outcome === 'apart') left.unshift(...parcel.map((row) => [row]))
      else {
        putOff = outcome
        break
      }
    }
    transaction(() => {
      outbox.delivered(taken)
      putOff?.()
    })
  }

  /** @returns what to write about a message that was not taken; `apart`: it has to be seen which one that was */
  async #hand(parcel: Parcel): Promise<'taken' | 'apart' | (() => void)> {
    const [row] = parcel
    if (row === undefined) return 'taken'
    const trace = startTrace(this.#options.actor, row.requestId)
    const route = this.#options.routes[row.kind]
    if (route === undefined) return () => this.#bury(row, `no route for ${row.kind}`, trace)
    try {
      const answer = await withDeadline(DEADLINE_MS, () =>
        'joined' in route ? route.joined(parcel, trace) : route(row, trace),
      )
      if (answer.ok) return 'taken'
      if (parcel.length > 1) return 'apart'
      const { code, message } = answer.error
      return () => this.#bury(row, `${code}: ${message}`, trace)
    } catch (thrown) {
      const late = thrown instanceof DeadlineExceeded
      return () => this.#retry(row, late ? 'no answer in time' : reasonOf(thrown), trace)
    }
  }

  #retry(row: OutboxRow, reason: string, trace: Trace): void {
    const attempt = row.attempts + 1
    if (attempt >= MAX_ATTEMPTS) return this.#bury(row, reason, trace)
    const delay = backoffDelay({ attempt, ...RETRY, random: Math.random })
    log('warn', 'message postponed', trace, { target: row.target, kind: row.kind, attempt, reason })
    this.#options.outbox.postpone(row, new Date(Date.now() + delay), reason)
  }

  #bury(row: OutboxRow, reason: string, trace: Trace): void {
    log('error', 'message is a dead letter', trace, { target: row.target, kind: row.kind, reason })
    const now = new Date()
    this.#options.outbox.bury(row, now, reason)
    const buried = { ...row, attempts: row.attempts + 1, lastError: reason, deadAt: now.toISOString() }
    this.#options.onDead(buried, trace)
  }
}
