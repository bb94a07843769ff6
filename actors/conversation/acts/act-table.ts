import { eq, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { MessageId } from '@switchboard/shared-types/ids'
import { acts } from '../schema.ts'

export type ActRow = typeof acts.$inferSelect

/** What the person wants done to these messages at their platforms, the newest wish of each. */
export function actsOf(
  db: DrizzleSqliteDODatabase,
  ids: readonly MessageId[],
): Map<MessageId, NonNullable<Message['act']>> {
  if (ids.length === 0) return new Map()
  const isOne = sql`${acts.messageId} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const rows = db.select().from(acts).where(isOne).all()
  return new Map(rows.map(({ messageId, type, state, reason }) => [messageId, { type, state, reason }]))
}

export function actById(db: DrizzleSqliteDODatabase, id: MessageId): ActRow | undefined {
  return db.select().from(acts).where(eq(acts.id, id)).get()
}
