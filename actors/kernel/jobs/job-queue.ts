import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Trace } from '@switchboard/shared-types/trace'
import { backoffDelay } from '../backoff/backoff.ts'
import { log, reasonOf } from '../log.ts'
import { jobs as jobRows } from '../tables.ts'
import type { Jobs } from './job.ts'

const RETRY = { baseMs: 2_000, capMs: 60 * 60 * 1000 }
const MAX_ROUNDS = 8

interface Timer {
  readonly dueAt: number
  readonly attempts: number
  /** false: the time stands in the alarm slot alone. */
  readonly stored: boolean
}

/**
 * Named jobs on the actor's one alarm. The alarm stands at the earliest due time. Times are kept as rows, but for the
 * `resident` job: while it is the earliest of all, its time lives in the alarm slot alone, so that a job that only
 * re-arms itself (an unchanged poll) writes one row, the alarm.
 */
export class JobQueue {
  readonly #storage: DurableObjectStorage
  readonly #db: DrizzleSqliteDODatabase
  readonly #jobs: Jobs
  readonly #resident: string | undefined
  readonly #timers = new Map<string, Timer>()
  #armedFor: number | null = null
  #loaded = false
  #running: Promise<void> | undefined

  constructor(storage: DurableObjectStorage, db: DrizzleSqliteDODatabase, jobs: Jobs, resident?: string) {
    this.#storage = storage
    this.#db = db
    this.#jobs = jobs
    this.#resident = resident
  }

  /** Reads the rows and the alarm slot. Call it once, before anything else, while nothing else runs. */
  async load(): Promise<void> {
    for (const row of this.#db.select().from(jobRows).all()) {
      this.#timers.set(row.name, { dueAt: Date.parse(row.dueAt), attempts: row.attempts, stored: true })
    }
    this.#armedFor = await this.#storage.getAlarm()
    this.#loaded = true
    if (this.#resident !== undefined && !this.#timers.has(this.#resident) && this.#armedFor !== null) {
      const others = this.#earliest()
      if (others === null || this.#armedFor < others) this.#setResident(this.#armedFor)
    }
  }

  /** Sets when a job is next due, in ms since the epoch. Part of the caller's transaction. */
  schedule(name: string, dueAt: number): void {
    if (name === this.#resident) this.#setResident(dueAt)
    else this.#store(name, { dueAt, attempts: 0, stored: true }, null)
  }

  cancel(name: string): void {
    if (this.#timers.get(name)?.stored === true) this.#db.delete(jobRows).where(eq(jobRows.name, name)).run()
    this.#timers.delete(name)
  }

  /** When a scheduled job is due, in ms since the epoch; null when it is not scheduled. */
  scheduledFor(name: string): number | null {
    return this.#timers.get(name)?.dueAt ?? null
  }

  /** Puts the alarm where the earliest job is; writes nothing when it stands there already. */
  arm(): void {
    const next = this.#earliest()
    this.#placeResident(next)
    if (next === this.#armedFor) return
    this.#armedFor = next
    // Not awaited: the output gate holds every answer until the write is durable.
    void (next === null ? this.#storage.deleteAlarm() : this.#storage.setAlarm(next))
  }

  /** Forgets every time, because the storage that held them is gone; `load` brings the queue back. */
  forget(): void {
    this.#timers.clear()
    this.#armedFor = null
    this.#loaded = false
  }

  /**
   * Runs what is due, from the alarm. Never throws: a failed job is put off with backoff and logged.
   * @param scheduledFor the time that the alarm was set for, in ms since the epoch
   */
  async run(trace: Trace, scheduledFor?: number): Promise<void> {
    this.#armedFor = null
    // An alarm that no known time explains was the resident's: the slot is empty while its handler runs.
    if (this.#resident !== undefined && !this.#timers.has(this.#resident)) {
      if ((this.#earliest() ?? Infinity) > Date.now()) this.#setResident(scheduledFor ?? Date.now())
    }
    this.#running ??= this.#runRounds(trace).finally(() => (this.#running = undefined))
    await this.#running
    if (this.#loaded) this.arm()
  }

  async #runRounds(trace: Trace): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS && this.#loaded; round++) {
      const due = Object.keys(this.#jobs).filter((name) => (this.#dueAt(name) ?? Infinity) <= Date.now())
      if (due.length === 0) return
      for (const name of due) if (this.#loaded) await this.#runOne(name, trace)
    }
  }

  async #runOne(name: string, trace: Trace): Promise<void> {
    const before = this.#timers.get(name)
    try {
      await this.#jobs[name]?.run(trace)
      if (this.#loaded && this.#timers.get(name) === before) this.cancel(name)
    } catch (thrown) {
      const attempts = (before?.attempts ?? 0) + 1
      const dueAt = Date.now() + backoffDelay({ attempt: attempts, ...RETRY, random: Math.random })
      log('error', 'job failed', trace, { job: name, attempts, reason: reasonOf(thrown) })
      this.#store(name, { dueAt, attempts, stored: true }, reasonOf(thrown))
    }
  }

  #dueAt(name: string): number | null {
    const timer = this.#timers.get(name)
    const derived = this.#jobs[name]?.dueAt?.() ?? null
    if (timer === undefined) return derived
    if (derived === null || timer.attempts > 0) return timer.dueAt
    return Math.min(timer.dueAt, derived)
  }

  #earliest(): number | null {
    const times = Object.keys(this.#jobs).map((name) => this.#dueAt(name) ?? Infinity)
    const earliest = Math.min(...times)
    return earliest === Infinity ? null : earliest
  }

  #setResident(dueAt: number): void {
    const name = this.#resident
    if (name === undefined) return
    const stored = this.#timers.get(name)?.stored === true
    if (stored) this.#db.delete(jobRows).where(eq(jobRows.name, name)).run()
    this.#timers.set(name, { dueAt, attempts: 0, stored: false })
  }

  /** The resident's time needs a row as soon as another job holds the alarm slot. */
  #placeResident(next: number | null): void {
    const timer = this.#resident === undefined ? undefined : this.#timers.get(this.#resident)
    if (timer === undefined || this.#resident === undefined || timer.stored || next === timer.dueAt) return
    this.#store(this.#resident, { ...timer, stored: true }, null)
  }

  #store(name: string, timer: Timer, lastError: string | null): void {
    this.#timers.set(name, timer)
    const row = { dueAt: new Date(timer.dueAt).toISOString(), attempts: timer.attempts, lastError }
    this.#db
      .insert(jobRows)
      .values({ name, ...row })
      .onConflictDoUpdate({ target: jobRows.name, set: row })
      .run()
  }
}
