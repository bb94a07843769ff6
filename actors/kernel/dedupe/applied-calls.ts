import { eq, lt } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { applied } from '../tables.ts'

const KEPT_MS = 7 * 24 * 60 * 60 * 1000
/** Forgetting looks at every key, since the table has no index of times. */
const SWEEP_EVERY_MS = 60 * 60 * 1000

/**
 * Applies a call once, however often it arrives: the effect, its key and its answer commit together, and a repeat
 * gets the first answer. Keys are forgotten after seven days.
 */
export class AppliedCalls {
  readonly #db: DrizzleSqliteDODatabase
  #sweptAt = 0

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Call it inside a transaction. `effect` is synchronous; its answer must survive JSON. */
  once(key: string, now: Date, effect: () => string): string {
    const before = this.answerTo(key)
    if (before !== null) return before
    const answer = effect()
    this.#db.insert(applied).values({ key, at: now.toISOString(), answer }).run()
    if (now.getTime() - this.#sweptAt >= SWEEP_EVERY_MS) this.#sweep(now)
    return answer
  }

  /** @returns what a call was answered that has been applied; null: it has not */
  answerTo(key: string): string | null {
    return this.#db.select().from(applied).where(eq(applied.key, key)).get()?.answer ?? null
  }

  #sweep(now: Date): void {
    this.#sweptAt = now.getTime()
    this.#db
      .delete(applied)
      .where(lt(applied.at, new Date(now.getTime() - KEPT_MS).toISOString()))
      .run()
  }
}
