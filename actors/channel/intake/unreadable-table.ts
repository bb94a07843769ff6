import { count, desc, lte } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { UnreadablePayload } from '@switchboard/shared-types/api/channels/channel'
import type { Unreadable } from '../kinds/kind.ts'
import { unreadable } from './tables.ts'

const KEPT = 100
const MAX_BODY = 64 * 1024
const MAX_REASON = 500

/** What was accepted and not understood, for inspection: the newest hundred. */
export class UnreadableTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Part of the caller's transaction. */
  add({ reason, body }: Unreadable, now: number): void {
    const { no } = this.#db
      .insert(unreadable)
      .values({
        at: new Date(now).toISOString(),
        reason: reason.slice(0, MAX_REASON),
        body: body.slice(0, MAX_BODY),
      })
      .returning({ no: unreadable.no })
      .get()
    this.#db
      .delete(unreadable)
      .where(lte(unreadable.no, no - KEPT))
      .run()
  }

  count(): number {
    return this.#db.select({ rows: count() }).from(unreadable).get()?.rows ?? 0
  }

  /** Newest first. */
  list(): UnreadablePayload[] {
    return this.#db.select().from(unreadable).orderBy(desc(unreadable.no)).all()
  }
}
