import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Trace } from '@switchboard/shared-types/trace'
import { backoffDelay } from '../backoff/backoff.ts'
import { log, reasonOf } from '../log.ts'
import { AlarmSlot } from './alarm-slot.ts'
import type { Job, Jobs } from './job.ts'
import { Shift } from './shift.ts'
import { TimerTable } from './timer-table.ts'
import type { Timer } from './timer-table.ts'

const RETRY = { baseMs: 2_000, capMs: 60 * 60 * 1000 }
/** A resident whose time was lost is due again within this time, at random: many may have lost it at once. */
const RECOVERY_MS = 60_000
/** The alarm takes no time at or before the epoch. */
const EARLIEST_MS = 1
/** The runtime moves a past alarm to its own "now"; what is nearer than this gets a row, so that no time is changed. */
const NEAR_MS = 1_000

/**
 * Named jobs on the actor's one alarm, which stands at the earliest due time. Times are kept as rows, but for the
 * `resident` job: while it is the earliest of all, its time lives in the alarm slot alone, so that a job that only
 * re-arms itself (an unchanged poll) writes one row, the alarm.
 *
 * Changes settle at the end of the turn: times are read back from the storage, where a transaction may have been rolled
 * back, and the alarm is placed. The runtime commits after that, so a time and its alarm become durable together.
 */
export class JobQueue {
  readonly #slot: AlarmSlot
  readonly #table: TimerTable
  readonly #jobs: ReadonlyMap<string, Job>
  readonly #resident: string | undefined
  #rows = new Map<string, Timer>()
  /** The resident's time while it has no row. */
  #slotted: number | null = null
  /** The same when changes last settled: what a rollback goes back to. */
  #slottedBefore: number | null = null
  #residentChanged = false
  /** Jobs that were scheduled or cancelled since they were last started. */
  readonly #changed = new Set<string>()
  #settling: Promise<void> | undefined
  #shift: Shift | undefined
  #work: Promise<void> | undefined
  #loaded = false
  /** Counts erasures: what was started before one must not write after it. */
  #life = 0
  /** The actor was started by its alarm, whose time only the handler is told. */
  #startedByAlarm = false

  constructor(storage: DurableObjectStorage, db: DrizzleSqliteDODatabase, jobs: Jobs, resident?: string) {
    this.#slot = new AlarmSlot(storage)
    this.#table = new TimerTable(storage.sql, db)
    this.#jobs = new Map(Object.entries(jobs))
    this.#resident = resident
  }

  /** Reads the rows and the alarm slot. Call it once, before anything else, while nothing else runs. */
  async load(): Promise<void> {
    const time = await this.#slot.read()
    this.#rows = this.#table.read()
    this.#slot.note(time)
    this.#startedByAlarm = time === null
    this.#adopt(time)
    this.#loaded = true
  }

  /** Forgets every time, because the storage that held them is gone. */
  forget(): void {
    this.#rows.clear()
    this.#slotted = this.#slottedBefore = null
    this.#slot.note(null)
    this.#startedByAlarm = this.#loaded = false
    this.#life++
  }

  /** Takes the place of `load` where the storage is new and empty. */
  startEmpty(): void {
    this.#loaded = true
  }

  /** Sets when a job is next due, in ms since the epoch. Part of the caller's transaction. */
  schedule(name: string, dueAt: number): void {
    if (!this.#jobs.has(name)) throw new Error(`there is no job ${name}`)
    const fitsSlot = name === this.#resident && dueAt > Date.now() + NEAR_MS && dueAt < this.#earliest(name)
    if (fitsSlot) this.#holdSlot(name, dueAt)
    else this.#write(name, { dueAt, attempts: 0 }, null)
    this.#noteChange(name)
  }

  /** Part of the caller's transaction. */
  cancel(name: string): void {
    if (this.#rows.delete(name)) this.#table.remove(name)
    if (name === this.#resident && this.#slotted !== null) {
      const held = this.#slot.time === this.#slotted
      this.#slotted = null
      if (held) this.#slot.set(this.#next())
    }
    this.#noteChange(name)
  }

  /** When a scheduled job is due, in ms since the epoch; null when it is not scheduled. */
  scheduledFor(name: string): number | null {
    return this.#timer(name)?.dueAt ?? null
  }

  /** Says that what a job's `dueAt` reads may have changed. Part of the caller's transaction. */
  touch(): void {
    // As a microtask: the turn is not over then, but the caller's transaction is.
    this.#settling ??= Promise.resolve().then(() => this.#settle())
  }

  /** Puts the alarm where the earliest job is; writes nothing when it stands there already. Not for transactions. */
  arm(): void {
    if (this.#settling === undefined) this.#place()
  }

  /**
   * Runs what is due, from the alarm. A failed job is put off with backoff and logged.
   * @param scheduledFor the time that the alarm was set for, in ms since the epoch
   */
  async run(trace: Trace, scheduledFor?: number): Promise<void> {
    if (!this.#loaded) return
    this.#slot.note(null)
    if (this.#startedByAlarm && scheduledFor !== undefined) this.#adopt(scheduledFor)
    this.#work ??= this.#runShift(new Shift(trace)).finally(() => (this.#work = undefined))
    await this.#work
  }

  async #runShift(shift: Shift): Promise<void> {
    this.#shift = shift
    try {
      do this.#startDue(shift)
      while (await shift.someEnd())
    } finally {
      this.#shift = undefined
      await this.#settling
      this.arm()
    }
  }

  #startDue(shift: Shift): void {
    const now = Date.now()
    for (const [name, job] of this.#jobs) {
      if (this.#loaded && this.#dueAt(name, job) <= now && shift.mayStart(name)) {
        shift.start(name, () => this.#runOne(name, job, shift.trace))
      }
    }
  }

  async #runOne(name: string, job: Job, trace: Trace): Promise<void> {
    const life = this.#life
    const before = this.#timer(name)
    this.#changed.delete(name)
    try {
      await job.run(trace)
      await this.#settling
      if (this.#life === life && before !== undefined && !this.#changed.has(name)) this.cancel(name)
    } catch (thrown) {
      const attempts = (before?.attempts ?? 0) + 1
      log('error', 'job failed', trace, { job: name, attempts, reason: reasonOf(thrown) })
      if (this.#life !== life) return
      const dueAt = Date.now() + backoffDelay({ attempt: attempts, ...RETRY, random: Math.random })
      this.#write(name, { dueAt, attempts }, reasonOf(thrown))
      this.#noteChange(name)
    }
  }

  #noteChange(name: string): void {
    this.#changed.add(name)
    if (name === this.#resident) {
      this.#residentChanged = true
      this.#startedByAlarm = false
    }
    this.touch()
  }

  async #settle(): Promise<void> {
    const life = this.#life
    let time: number | null | undefined
    while (this.#residentChanged) {
      this.#residentChanged = false
      time = await this.#slot.read()
    }
    this.#settling = undefined
    if (life !== this.#life || !this.#loaded) return
    this.#rows = this.#table.read()
    if (time !== undefined) this.#reconcile(time)
    if (this.#shift) this.#startDue(this.#shift)
    this.#place()
  }

  /** @param time where the alarm stands, now that it is clear what was committed and what was rolled back */
  #reconcile(time: number | null): void {
    this.#slot.note(time)
    if (this.#resident !== undefined && this.#rows.has(this.#resident)) this.#slotted = null
    else if (time !== this.#slotted) {
      const rolledBack = time === this.#slottedBefore || (time === null && this.#shift !== undefined)
      this.#slotted = rolledBack ? this.#slottedBefore : null
    }
  }

  /** @param time where the alarm stands: the resident's time, when all other jobs are due later */
  #adopt(time: number | null): void {
    this.#startedByAlarm &&= time === null
    const name = this.#resident
    if (name === undefined || this.#rows.has(name)) return
    const isOthers = time === null || this.#earliest(name) <= time
    this.#slotted = this.#slottedBefore = isOthers ? null : time
  }

  #place(): void {
    if (!this.#loaded) return
    // While the handler runs, a crash brings the same alarm back, unless a new one was set.
    const isCovered = this.#shift !== undefined && this.#slot.time === null
    if (!isCovered) {
      this.#recoverResident()
      this.#giveWay()
      const next = this.#next()
      if (next !== this.#slot.time || (this.#shift === undefined && this.#slot.isLost())) this.#slot.set(next)
    }
    this.#slottedBefore = this.#slotted
  }

  #recoverResident(): void {
    const name = this.#resident
    if (name === undefined || this.#timer(name) !== undefined) return
    if (this.#jobs.get(name)?.isExpected?.() !== true) return
    this.#slotted = Date.now() + NEAR_MS + Math.ceil(Math.random() * (RECOVERY_MS - NEAR_MS))
  }

  /** The resident's time needs a row as soon as another job is due no later. */
  #giveWay(): void {
    const name = this.#resident
    if (name === undefined || this.#slotted === null || this.#slotted < this.#earliest(name)) return
    this.#write(name, { dueAt: this.#slotted, attempts: 0 }, null)
  }

  #holdSlot(name: string, dueAt: number): void {
    if (this.#rows.delete(name)) this.#table.remove(name)
    this.#slotted = dueAt
    if (this.#slot.time !== dueAt) this.#slot.set(dueAt)
  }

  #write(name: string, timer: Timer, lastError: string | null): void {
    if (name === this.#resident) this.#slotted = null
    this.#rows.set(name, timer)
    this.#table.write(name, timer, lastError)
  }

  #timer(name: string): Timer | undefined {
    const row = this.#rows.get(name)
    if (row !== undefined || name !== this.#resident || this.#slotted === null) return row
    return { dueAt: this.#slotted, attempts: 0 }
  }

  /** In ms since the epoch; Infinity: not at all. */
  #dueAt(name: string, job: Job): number {
    const timer = this.#timer(name)
    // After a failure the backoff counts, not what the job's own tables ask for.
    if (timer !== undefined && timer.attempts > 0) return timer.dueAt
    return Math.max(Math.min(timer?.dueAt ?? Infinity, job.dueAt?.() ?? Infinity), EARLIEST_MS)
  }

  #earliest(except?: string): number {
    let earliest = Infinity
    for (const [name, job] of this.#jobs) {
      if (name !== except) earliest = Math.min(earliest, this.#dueAt(name, job))
    }
    return earliest
  }

  #next(): number | null {
    const earliest = this.#earliest()
    return earliest === Infinity ? null : earliest
  }
}
