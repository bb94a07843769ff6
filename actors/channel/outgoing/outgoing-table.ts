import { and, asc, count, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { MessageId } from '@switchboard/shared-types/ids'
import { outgoing } from './tables.ts'

export type OutgoingRow = typeof outgoing.$inferSelect

const waits = isNull(outgoing.endedAt)

/** What is to be done at the platform, oldest first. */
export class OutgoingTable {
  readonly #db: DrizzleSqliteDODatabase
  /** The first of each lane: what may be done next. */
  #heads: OutgoingRow[] | undefined
  #waiting: number | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  find(id: MessageId): OutgoingRow | undefined {
    return this.#db.select().from(outgoing).where(eq(outgoing.id, id)).get()
  }

  /** Part of the caller's transaction. */
  add(row: Omit<typeof outgoing.$inferInsert, 'no'>): OutgoingRow {
    this.forget()
    return this.#db.insert(outgoing).values(row).returning().get()
  }

  /** Part of the caller's transaction. */
  update(no: number, change: Partial<Omit<OutgoingRow, 'no' | 'id'>>): OutgoingRow | undefined {
    this.forget()
    return this.#db.update(outgoing).set(change).where(eq(outgoing.no, no)).returning().get()
  }

  /** The oldest that waits in each lane. */
  heads(): readonly OutgoingRow[] {
    const first = sql`${outgoing.no} IN (SELECT min(no) FROM outgoing WHERE ended_at IS NULL GROUP BY lane)`
    this.#heads ??= this.#db.select().from(outgoing).where(first).orderBy(asc(outgoing.no)).all()
    return this.#heads
  }

  /** Everything that waits, oldest first. */
  allWaiting(): OutgoingRow[] {
    return this.#db.select().from(outgoing).where(waits).orderBy(asc(outgoing.no)).all()
  }

  inLane(lane: string): OutgoingRow[] {
    return this.#db
      .select()
      .from(outgoing)
      .where(and(waits, eq(outgoing.lane, lane)))
      .orderBy(asc(outgoing.no))
      .all()
  }

  waiting(): number {
    this.#waiting ??= this.#db.select({ rows: count() }).from(outgoing).where(waits).get()?.rows ?? 0
    return this.#waiting
  }

  /** Part of the caller's transaction. Forgets what reached its end before that time, in ms since the epoch. */
  trim(before: number): void {
    this.#db
      .delete(outgoing)
      .where(and(isNotNull(outgoing.endedAt), lt(outgoing.endedAt, before)))
      .run()
  }

  any(): boolean {
    return this.#db.select({ no: outgoing.no }).from(outgoing).limit(1).get() !== undefined
  }

  forget(): void {
    this.#heads = undefined
    this.#waiting = undefined
  }
}
