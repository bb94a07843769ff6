import { count, desc, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { DraftId } from '@switchboard/shared-types/ids'
import { drafts } from './tables.ts'

/** The answers in the making. Everything that writes is part of the caller's transaction. */
export class DraftTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  find(id: DraftId): Draft | undefined {
    return this.#db.select().from(drafts).where(eq(drafts.id, id)).get()
  }

  /** The last changed first. */
  all(): Draft[] {
    return this.#db.select().from(drafts).orderBy(desc(drafts.updatedAt), desc(drafts.id)).all()
  }

  count(): number {
    return this.#db.select({ rows: count() }).from(drafts).get()?.rows ?? 0
  }

  put(draft: Draft): Draft {
    return this.#db
      .insert(drafts)
      .values(draft)
      .onConflictDoUpdate({ target: drafts.id, set: draft })
      .returning()
      .get()
  }

  /** @returns whether there was one */
  remove(id: DraftId): boolean {
    return this.#db.delete(drafts).where(eq(drafts.id, id)).returning().all().length > 0
  }
}
