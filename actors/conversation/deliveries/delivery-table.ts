import { and, asc, desc, eq, gt, inArray, isNotNull, lte, min, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Agent } from '@switchboard/shared-types/api/agent'
import type { Delivery } from '@switchboard/shared-types/api/conversations/delivery'
import { TokenId } from '@switchboard/shared-types/ids'
import type { MessageId } from '@switchboard/shared-types/ids'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import { deliveries } from './tables.ts'

export type DeliveryRow = typeof deliveries.$inferSelect

/** What became of outgoing messages. Everything that writes is part of the caller's transaction. */
export class DeliveryTable {
  readonly #db: DrizzleSqliteDODatabase
  /** In ms since the epoch; null: nothing waits; undefined while it is not known. */
  #nextDue: number | null | undefined

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

  /** What messages show of their way, by their id; messages that were not sent from here have none. */
  ofMessages(ids: readonly MessageId[]): Map<MessageId, Delivery> {
    return new Map(this.#rowsOf(ids).map((row) => [row.messageId, toDelivery(row)]))
  }

  /** Which of these have not left, or did not arrive. */
  notSent(ids: readonly MessageId[]): MessageId[] {
    const rows = this.#rowsOf(ids).filter(({ state }) => state === 'approved' || state === 'failed')
    return rows.map(({ messageId }) => messageId)
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
    if (this.#nextDue === undefined) this.#nextDue = this.#readNextDue()
    return this.#nextDue
  }

  add(row: Omit<DeliveryRow, 'no' | 'step' | 'reason' | 'url'>): void {
    this.forget()
    this.#db.insert(deliveries).values(row).run()
  }

  /** Of a message that another conversation had. */
  takeOver(row: typeof deliveries.$inferInsert): void {
    this.forget()
    this.#db.insert(deliveries).values(row).onConflictDoNothing().run()
  }

  change({ no }: Pick<DeliveryRow, 'no'>, change: Partial<Omit<DeliveryRow, 'no'>>): DeliveryRow {
    this.forget()
    return this.#db.update(deliveries).set(change).where(eq(deliveries.no, no)).returning().get()
  }

  remove({ no }: Pick<DeliveryRow, 'no'>): void {
    this.forget()
    this.#db.delete(deliveries).where(eq(deliveries.no, no)).run()
  }

  /** Forgets what is in memory, after a transaction that did not hold. */
  forget(): void {
    this.#nextDue = undefined
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

  #readNextDue(): number | null {
    const waits = isNotNull(deliveries.sendsAt)
    const next = this.#db
      .select({ at: min(deliveries.sendsAt) })
      .from(deliveries)
      .where(waits)
      .get()
    return next?.at ? Date.parse(next.at) : null
  }

  #rowsOf(ids: readonly MessageId[]): DeliveryRow[] {
    if (ids.length === 0) return []
    const isOne = sql`${deliveries.messageId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
    return this.#db.select().from(deliveries).where(isOne).all()
  }
}

/** What the room is told of it. */
export function deliveryChanged(row: DeliveryRow): RoomChange {
  return { type: 'delivery.changed', id: row.messageId, delivery: toDelivery(row) }
}

/** A delivery as a message shows it. */
function toDelivery({ state, at, sendsAt, reason, url, approvedBy, ...row }: DeliveryRow): Delivery {
  const agent = approvedBy === 'agent' ? agentOf(row) : null
  return { state, at, sendsAt, reason, url, approvedBy, agent }
}

function agentOf({ approvalId, approvalName }: Pick<DeliveryRow, 'approvalId' | 'approvalName'>): Agent {
  return { id: TokenId.parse(approvalId), name: approvalName ?? approvalId }
}
