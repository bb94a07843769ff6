import { and, asc, desc, eq, gt, inArray, isNotNull, lte, min } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Delivery } from '@switchboard/shared-types/api/conversations/delivery'
import type { MessageId } from '@switchboard/shared-types/ids'
import { deliveries } from './tables.ts'

export type DeliveryRow = typeof deliveries.$inferSelect

/** What became of outgoing messages. Everything that writes is part of the caller's transaction. */
export class DeliveryTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  ofMessage(id: MessageId): DeliveryRow | undefined {
    return this.#db.select().from(deliveries).where(eq(deliveries.messageId, id)).get()
  }

  /** By the id that the channel knows it by. */
  ofOutgoing(id: MessageId): DeliveryRow | undefined {
    return this.#db.select().from(deliveries).where(eq(deliveries.outgoingId, id)).get()
  }

  /** Approved messages whose time has come, in the order in which they leave. */
  due(now: Date): DeliveryRow[] {
    return this.#db
      .select()
      .from(deliveries)
      .where(lte(deliveries.sendsAt, now.toISOString()))
      .orderBy(asc(deliveries.sendsAt), asc(deliveries.no))
      .all()
  }

  /** When the next approved message leaves, in ms since the epoch; null: none waits. */
  nextDue(): number | null {
    const waits = isNotNull(deliveries.sendsAt)
    const next = this.#db
      .select({ at: min(deliveries.sendsAt) })
      .from(deliveries)
      .where(waits)
      .get()
    return next?.at ? Date.parse(next.at) : null
  }

  add(row: Omit<DeliveryRow, 'no' | 'step' | 'reason' | 'url'>): void {
    this.#db.insert(deliveries).values(row).run()
  }

  change({ no }: Pick<DeliveryRow, 'no'>, change: Partial<Omit<DeliveryRow, 'no'>>): void {
    this.#db.update(deliveries).set(change).where(eq(deliveries.no, no)).run()
  }

  remove({ no }: Pick<DeliveryRow, 'no'>): void {
    this.#db.delete(deliveries).where(eq(deliveries.no, no)).run()
  }

  /** An answer that did not, or may not have, arrived, and that the person has done nothing about since. */
  trouble(): 'failed' | 'unknown' | null {
    const latest = this.#db
      .select({ at: deliveries.approvedAt })
      .from(deliveries)
      .orderBy(desc(deliveries.no))
      .limit(1)
      .get()
    if (latest === undefined) return null
    const isTrouble = inArray(deliveries.state, ['failed', 'unknown'])
    const found = this.#db
      .select({ state: deliveries.state })
      .from(deliveries)
      .where(and(isTrouble, gt(deliveries.at, latest.at)))
      .orderBy(desc(deliveries.at))
      .limit(1)
      .get()
    return found?.state === 'failed' || found?.state === 'unknown' ? found.state : null
  }
}

/** A delivery as a message shows it. */
export function toDelivery({ state, at, sendsAt, reason, url, approvedBy }: DeliveryRow): Delivery {
  return { state, at, sendsAt, reason, url, approvedBy }
}
