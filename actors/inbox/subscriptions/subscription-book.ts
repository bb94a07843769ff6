import { asc, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { subscriptions } from '../schema.ts'

export type SubscriptionRow = typeof subscriptions.$inferSelect
type NewRow = Omit<typeof subscriptions.$inferInsert, 'no'>

/** The inbox's subscriptions: a small table that nearly every call reads, so it is kept in memory once read. */
export class SubscriptionBook {
  readonly #db: DrizzleSqliteDODatabase
  #rows: Map<number, SubscriptionRow> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  all(): SubscriptionRow[] {
    return [...this.#byNo().values()]
  }

  byNo(no: number): SubscriptionRow | undefined {
    return this.#byNo().get(no)
  }

  byId(id: string): SubscriptionRow | undefined {
    return this.#byNo()
      .values()
      .find((row) => row.id === id)
  }

  byFeed(feedId: string): SubscriptionRow | undefined {
    return this.#byNo()
      .values()
      .find((row) => row.feedId === feedId)
  }

  insert(row: NewRow): SubscriptionRow {
    const no = Math.max(0, ...this.#byNo().keys()) + 1
    this.#db
      .insert(subscriptions)
      .values({ no, ...row })
      .run()
    return this.#reload(no)
  }

  update(no: number, change: Partial<NewRow>): SubscriptionRow {
    this.#db.update(subscriptions).set(change).where(eq(subscriptions.no, no)).run()
    return this.#reload(no)
  }

  remove(no: number): void {
    this.#db.delete(subscriptions).where(eq(subscriptions.no, no)).run()
    this.#rows?.delete(no)
  }

  /** Forgets what is in memory, after a transaction that did not hold. */
  forget(): void {
    this.#rows = undefined
  }

  #byNo(): Map<number, SubscriptionRow> {
    this.#rows ??= new Map(
      this.#db
        .select()
        .from(subscriptions)
        .orderBy(asc(subscriptions.no))
        .all()
        .map((row) => [row.no, row]),
    )
    return this.#rows
  }

  #reload(no: number): SubscriptionRow {
    const row = this.#db.select().from(subscriptions).where(eq(subscriptions.no, no)).get()
    if (row === undefined) throw new Error('a subscription vanished while it was written')
    this.#byNo().set(no, row)
    return row
  }
}

export function toSubscription(row: SubscriptionRow): Subscription {
  return {
    id: row.id,
    feedId: row.feedId,
    feedUrl: row.feedUrl,
    siteUrl: row.siteUrl,
    title: row.ownTitle ?? row.feedTitle ?? row.feedUrl,
    folder: row.folder,
    health: row.health,
    healthReason: row.reason,
    createdAt: row.createdAt,
  }
}
