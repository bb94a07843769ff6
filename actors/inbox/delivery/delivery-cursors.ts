import { max } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { entries } from '../schema.ts'
import type { SubscriptionRow } from '../subscriptions/subscription-book.ts'

export interface DeliveryCursor {
  /** Highest change of the feed that was applied. */
  readonly seq: number
  /** Highest item number seen; an item above it is new, one below it was edited. */
  readonly itemNo: number
}

/**
 * How far each feed has been applied. Not stored per delivery: the entries themselves tell, by one scan after the
 * actor wakes; `subscriptions.cursor` remembers it for entries that retention took.
 */
export class DeliveryCursors {
  readonly #db: DrizzleSqliteDODatabase
  #cursors: Map<number, DeliveryCursor> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  of(subscription: SubscriptionRow): DeliveryCursor {
    const cursor = this.#load().get(subscription.no)
    return {
      seq: Math.max(cursor?.seq ?? 0, subscription.cursor),
      itemNo: Math.max(cursor?.itemNo ?? 0, subscription.itemFloor),
    }
  }

  advance(subscription: SubscriptionRow, items: readonly { seq: number; no: number }[]): void {
    const before = this.of(subscription)
    this.#load().set(subscription.no, {
      seq: Math.max(before.seq, ...items.map((item) => item.seq)),
      itemNo: Math.max(before.itemNo, ...items.map((item) => item.no)),
    })
  }

  /** Forgets what is in memory, after a transaction that did not hold or entries that went. */
  forget(): void {
    this.#cursors = undefined
  }

  #load(): Map<number, DeliveryCursor> {
    this.#cursors ??= new Map(
      this.#db
        .select({
          subscriptionNo: entries.subscriptionNo,
          seq: max(entries.itemSeq),
          itemNo: max(entries.itemNo),
        })
        .from(entries)
        .groupBy(entries.subscriptionNo)
        .all()
        .map((row) => [row.subscriptionNo, { seq: row.seq ?? 0, itemNo: row.itemNo ?? 0 }]),
    )
    return this.#cursors
  }
}
