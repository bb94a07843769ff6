import { desc, lt, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { seen } from './tables.ts'

/** Meta repeats for seven days, mail servers for five. */
export const SEEN_MS = 8 * 24 * 60 * 60 * 1000

/** The ids of events that were taken. */
export class SeenTable {
  readonly #db: DrizzleSqliteDODatabase
  #insert: ReturnType<typeof prepareInsert> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Part of the caller's transaction. @returns false for an event that was taken before */
  claim(eventId: string, now: number): boolean {
    this.#insert ??= prepareInsert(this.#db)
    return this.#insert.all({ eventId, at: new Date(now).toISOString() }).length > 0
  }

  /** When an event was last taken. */
  newestAt(): string | null {
    return (
      this.#db
        .select({ at: seen.at })
        .from(seen)
        .orderBy(desc(sql`rowid`))
        .limit(1)
        .get()?.at ?? null
    )
  }

  /** Part of the caller's transaction. @param before in ms since the epoch */
  trim(before: number): void {
    this.#db
      .delete(seen)
      .where(lt(seen.at, new Date(before).toISOString()))
      .run()
  }
}

/** Every event runs it, and to build it anew takes longer than to run it. */
function prepareInsert(db: DrizzleSqliteDODatabase) {
  return db
    .insert(seen)
    .values({ eventId: sql.placeholder('eventId'), at: sql.placeholder('at') })
    .onConflictDoNothing()
    .returning({ at: seen.at })
    .prepare()
}
