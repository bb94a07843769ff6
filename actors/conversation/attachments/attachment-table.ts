import { and, asc, eq, isNotNull, lte, min, notInArray, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Attachment } from '@switchboard/shared-types/api/conversations/message'
import type { AttachmentRef } from '@switchboard/shared-types/channel-event'
import { newId } from '@switchboard/shared-types/ids'
import type { AttachmentId, ChannelId, MessageId } from '@switchboard/shared-types/ids'
import { attachments } from '../schema.ts'
import { isRefused, plainType } from './policy.ts'

export type AttachmentRow = typeof attachments.$inferSelect

/** How many are fetched at once. */
const FETCHED_TOGETHER = 4

/** The files of messages and of answers in the making, but for their bytes. Part of the caller's transaction. */
export class AttachmentTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Files of a message that lie with the platform: those that are kept are fetched as soon as may be. */
  expect(messageId: MessageId, channelId: ChannelId, refs: readonly AttachmentRef[], now: Date): void {
    for (const { ref, name, type, size } of refs) {
      const file = { name, type: plainType(type), size }
      const refused = isRefused(file)
      const at = now.toISOString()
      this.insert({
        ...file,
        id: newId('att', now.getTime()),
        messageId,
        channelId,
        ref,
        state: refused ? 'refused' : 'waiting',
        fetchAt: refused ? null : at,
        createdAt: at,
      })
    }
  }

  /** One that is known already stays as it is. */
  insert(row: typeof attachments.$inferInsert): void {
    this.#db.insert(attachments).values(row).onConflictDoNothing().run()
  }

  byId(id: AttachmentId): AttachmentRow | undefined {
    return this.#db.select().from(attachments).where(eq(attachments.id, id)).get()
  }

  /** In the order in which they came. */
  ofMessages(ids: readonly MessageId[]): AttachmentRow[] {
    if (ids.length === 0) return []
    const isOne = sql`${attachments.messageId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
    return this.#db.select().from(attachments).where(isOne).orderBy(asc(attachments.no)).all()
  }

  update(id: AttachmentId, change: Partial<Omit<AttachmentRow, 'no' | 'id'>>): void {
    this.#db.update(attachments).set(change).where(eq(attachments.id, id)).run()
  }

  /** Of a message that was deleted: the bytes go when the job comes by, and the rows with them. */
  letGo(messageId: MessageId, at: string): void {
    const gone = { state: 'gone', ref: null, fetchAt: at, attempts: 0 } as const
    this.#db.update(attachments).set(gone).where(eq(attachments.messageId, messageId)).run()
  }

  /**
   * Of a message that goes to another conversation.
   * @param held those whose bytes lie here, and are kept until they have been fetched
   */
  handOver(messageId: MessageId, held: readonly AttachmentId[]): void {
    const leaves = and(eq(attachments.messageId, messageId), notInArray(attachments.id, [...held]))
    this.#db.delete(attachments).where(leaves).run()
  }

  remove(id: AttachmentId): void {
    this.#db.delete(attachments).where(eq(attachments.id, id)).run()
  }

  /** Those that are to be fetched by now, at most a few. */
  due(now: Date): AttachmentRow[] {
    const isDue = lte(attachments.fetchAt, now.toISOString())
    return this.#db
      .select()
      .from(attachments)
      .where(isDue)
      .orderBy(asc(attachments.fetchAt))
      .limit(FETCHED_TOGETHER)
      .all()
  }

  /** When the next is to be fetched, in ms since the epoch; null: none. */
  dueAt(): number | null {
    const next = this.#db
      .select({ at: min(attachments.fetchAt) })
      .from(attachments)
      .where(isNotNull(attachments.fetchAt))
      .get()?.at
    return next === null || next === undefined ? null : Date.parse(next)
  }

  ids(): AttachmentId[] {
    return this.#db
      .select({ id: attachments.id })
      .from(attachments)
      .all()
      .map(({ id }) => id)
  }
}

export function toAttachment({ id, name, type, size, state }: AttachmentRow): Attachment {
  return { id, name, type, size, state }
}
