import { desc, lt, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { seen } from './tables.ts'

/** Meta repeats for seven days, mail servers for five. */
export const SEEN_MS = 8 * 24 * 60 * 60 * 1000

/** The ids of events that were taken. */
export class SeenTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Part of the caller's transaction. @returns false for an event that was taken before */
  claim(eventId: string, now: number): boolean {
    const claimed: { at: string } | undefined = this.#db
      .insert(seen)
      .values({ eventId, at: new Date(now).toISOString() })
      .onConflictDoNothing()
      .returning({ at: seen.at })
      .get()
    return claimed !== undefined
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
