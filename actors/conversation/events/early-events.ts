import { asc, eq, lte } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { MessageId } from '@switchboard/shared-types/ids'
import { earlyEvents } from '../schema.ts'

/** Beyond this many, the oldest are of messages that never come. */
export const EARLY_KEPT = 1_000

/** What was heard of messages before they came. Most of the time there is nothing, and then nothing is asked. Part of the caller's transaction. */
export class EarlyEvents {
  readonly #db: DrizzleSqliteDODatabase
  #hasSome: boolean | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  keep(messageId: MessageId, event: ChannelEvent, now: Date): void {
    this.#hasSome = true
    const values = { messageId, at: now.toISOString(), event: JSON.stringify(event) }
    const { no } = this.#db.insert(earlyEvents).values(values).returning().get()
    this.#db
      .delete(earlyEvents)
      .where(lte(earlyEvents.no, no - EARLY_KEPT))
      .run()
  }

  /** @returns everything; none of it is kept any longer */
  takeAll(): { message: MessageId; event: ChannelEvent }[] {
    const rows = this.#db.select().from(earlyEvents).orderBy(asc(earlyEvents.no)).all()
    this.#db.delete(earlyEvents).run()
    return rows.map(({ messageId, event }) => ({
      message: messageId,
      event: ChannelEvent.parse(JSON.parse(event)),
    }))
  }

  /** @returns what was heard of a message, in the order in which it came; it is not kept any longer */
  take(messageId: MessageId): ChannelEvent[] {
    this.#hasSome ??= this.#db.select().from(earlyEvents).limit(1).get() !== undefined
    if (!this.#hasSome) return []
    const isOf = eq(earlyEvents.messageId, messageId)
    const rows = this.#db.select().from(earlyEvents).where(isOf).orderBy(asc(earlyEvents.no)).all()
    if (rows.length > 0) this.#db.delete(earlyEvents).where(isOf).run()
    return rows.map(({ event }) => ChannelEvent.parse(JSON.parse(event)))
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#hasSome = undefined
  }
}
