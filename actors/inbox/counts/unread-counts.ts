import { and, count, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Counts } from '@switchboard/shared-types/api/entries'
import { entries } from '../schema.ts'
import type { SubscriptionBook } from '../subscriptions/subscription-book.ts'

/** Unread and starred counts: counted once by a scan, then carried along in memory; never stored, so never wrong. */
export class UnreadCounts {
  readonly #db: DrizzleSqliteDODatabase
  readonly #subscriptions: SubscriptionBook
  #unread: Map<number, number> | undefined
  #starred = 0

  constructor(db: DrizzleSqliteDODatabase, subscriptions: SubscriptionBook) {
    this.#db = db
    this.#subscriptions = subscriptions
  }

  read(): Counts {
    const unread = this.#load()
    const subscriptions = this.#subscriptions
      .all()
      .map((row) => ({ id: row.id, unread: unread.get(row.no) ?? 0 }))
    const total = subscriptions.reduce((sum, row) => sum + row.unread, 0)
    return { unread: total, starred: this.#starred, subscriptions }
  }

  /** New unread entries arrived. */
  arrived(subscriptionNo: number, entryCount: number): void {
    this.#unread?.set(subscriptionNo, (this.#unread.get(subscriptionNo) ?? 0) + entryCount)
  }

  /** Something else changed: the next reader counts anew. */
  forget(): void {
    this.#unread = undefined
  }

  #load(): Map<number, number> {
    if (this.#unread) return this.#unread
    const rows = this.#db
      .select({ subscriptionNo: entries.subscriptionNo, unread: count() })
      .from(entries)
      .where(and(eq(entries.read, false), eq(entries.archived, false)))
      .groupBy(entries.subscriptionNo)
      .all()
    this.#starred =
      this.#db.select({ starred: count() }).from(entries).where(eq(entries.starred, true)).get()?.starred ?? 0
    this.#unread = new Map(rows.map((row) => [row.subscriptionNo, row.unread]))
    return this.#unread
  }
}
