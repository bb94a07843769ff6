import { asc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { newId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { outbox } from '../tables.ts'

export type OutboxRow = typeof outbox.$inferSelect

/**
 * The transactional outbox: what an actor has to tell others stands in its own tables, committed together with the
 * change that caused it, and stays there until the target has taken it or it is a dead letter.
 */
export class Outbox {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /**
   * Queues a message behind those already waiting for the same target. Part of the caller's transaction.
   * @param target the id of the actor that is told
   * @returns the message's key, by which the target may know a repeat
   */
  send(kind: string, target: string, body: unknown, trace: Trace, now: Date = new Date()): string {
    const key = newId('msg', now.getTime())
    const at = now.toISOString()
    this.#db
      .insert(outbox)
      .values({
        key,
        target,
        kind,
        body: JSON.stringify(body),
        requestId: trace.requestId,
        createdAt: at,
        dueAt: at,
      })
      .run()
    return key
  }

  /** The oldest waiting message of every target, oldest first: a target gets its messages in order. */
  heads(): OutboxRow[] {
    const heads = new Map<string, OutboxRow>()
    for (const row of this.#waiting()) if (!heads.has(row.target)) heads.set(row.target, row)
    return [...heads.values()]
  }

  /** When the next message may be tried, in ms since the epoch. */
  dueAt(): number | null {
    const times = this.heads().map((row) => Date.parse(row.dueAt))
    return times.length === 0 ? null : Math.min(...times)
  }

  pending(): number {
    return this.#waiting().length
  }

  delivered(row: OutboxRow): void {
    this.#db.delete(outbox).where(eq(outbox.seq, row.seq)).run()
  }

  postpone(row: OutboxRow, dueAt: Date, reason: string): void {
    this.#db
      .update(outbox)
      .set({ attempts: row.attempts + 1, dueAt: dueAt.toISOString(), lastError: reason })
      .where(eq(outbox.seq, row.seq))
      .run()
  }

  bury(row: OutboxRow, now: Date, reason: string): void {
    this.#db
      .update(outbox)
      .set({ attempts: row.attempts + 1, deadAt: now.toISOString(), lastError: reason })
      .where(eq(outbox.seq, row.seq))
      .run()
  }

  dead(): OutboxRow[] {
    return this.#db.select().from(outbox).where(isNotNull(outbox.deadAt)).orderBy(asc(outbox.seq)).all()
  }

  /** Queues a dead letter anew, behind everything else: a fresh message with the same key and no attempts. */
  revive(row: OutboxRow, now: Date): void {
    this.delivered(row)
    const { key, target, kind, body, requestId, createdAt } = row
    this.#db
      .insert(outbox)
      .values({ key, target, kind, body, requestId, createdAt, dueAt: now.toISOString() })
      .run()
  }

  #waiting(): OutboxRow[] {
    return this.#db.select().from(outbox).where(isNull(outbox.deadAt)).orderBy(asc(outbox.seq)).all()
  }
}
