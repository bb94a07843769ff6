import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { jobs } from '../tables.ts'

export interface Timer {
  /** In ms since the epoch. */
  readonly dueAt: number
  /** How often it has failed in a row. */
  readonly attempts: number
}

/** The times of jobs that are kept as rows. */
export class TimerTable {
  readonly #sql: SqlStorage
  readonly #db: DrizzleSqliteDODatabase

  constructor(sql: SqlStorage, db: DrizzleSqliteDODatabase) {
    this.#sql = sql
    this.#db = db
  }

  /** Plain SQL, because every start of an actor and every change of its times reads them. */
  read(): Map<string, Timer> {
    const timers = new Map<string, Timer>()
    const rows = this.#sql.exec<{ name: string; due_at: string; attempts: number }>(
      'SELECT name, due_at, attempts FROM jobs',
    )
    for (const { name, due_at, attempts } of rows) timers.set(name, { dueAt: Date.parse(due_at), attempts })
    return timers
  }

  write(name: string, { dueAt, attempts }: Timer, lastError: string | null): void {
    const row = { dueAt: new Date(dueAt).toISOString(), attempts, lastError }
    this.#db
      .insert(jobs)
      .values({ name, ...row })
      .onConflictDoUpdate({ target: jobs.name, set: row })
      .run()
  }

  remove(name: string): void {
    this.#db.delete(jobs).where(eq(jobs.name, name)).run()
  }
}
