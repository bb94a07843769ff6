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
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  read(): Map<string, Timer> {
    const rows = this.#db.select().from(jobs).all()
    return new Map(rows.map(({ name, dueAt, attempts }) => [name, { dueAt: Date.parse(dueAt), attempts }]))
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
