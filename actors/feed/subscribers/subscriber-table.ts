import { and, count, eq, isNull } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { InboxId } from '@switchboard/shared-types/ids'
import type { FeedTable } from '../feed-row.ts'
import { subscribers } from '../schema.ts'

export type SubscriberRow = typeof subscribers.$inferSelect

/** Who follows the feed, and who of them is behind. */
export class SubscriberTable {
  readonly #db: DrizzleSqliteDODatabase
  readonly #feed: FeedTable

  constructor(db: DrizzleSqliteDODatabase, feed: FeedTable) {
    this.#db = db
    this.#feed = feed
  }

  count(): number {
    return this.#db.select({ total: count() }).from(subscribers).get()?.total ?? 0
  }

  find(inbox: InboxId): SubscriberRow | undefined {
    return this.#db.select().from(subscribers).where(eq(subscribers.inboxId, inbox)).get()
  }

  /** Those that are told directly: awake, and as far as the feed's own mark. */
  current(): InboxId[] {
    const where = and(isNull(subscribers.cursor), eq(subscribers.asleep, false))
    return this.#db
      .select({ inboxId: subscribers.inboxId })
      .from(subscribers)
      .where(where)
      .all()
      .map((row) => row.inboxId)
  }

  add(inbox: InboxId, cursor: number | null, now: Date): void {
    this.#db.insert(subscribers).values({ inboxId: inbox, cursor, since: now.toISOString() }).run()
    this.#feed.update({ subscribers: this.count() })
  }

  /** Sets how far one inbox is when that differs from the others; null: it has caught up. */
  setCursor(inbox: InboxId, cursor: number | null): void {
    this.#db.update(subscribers).set({ cursor, asleep: false }).where(eq(subscribers.inboxId, inbox)).run()
  }

  fallAsleep(inbox: InboxId): void {
    this.#db.update(subscribers).set({ asleep: true }).where(eq(subscribers.inboxId, inbox)).run()
  }

  remove(inbox: InboxId): void {
    this.#db.delete(subscribers).where(eq(subscribers.inboxId, inbox)).run()
    this.#feed.update({ subscribers: this.count() })
  }
}
