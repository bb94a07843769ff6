import { isNull } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ConversationId, InboxId, MessageId } from '@switchboard/shared-types/ids'

/**
 * What is to be done at the platform, in order of `no`; what has reached an end is kept for a month, so that it is not
 * taken in again. `lane`: what is in the same one is done one after the other.
 */
export const outgoing = sqliteTable(
  'outgoing',
  {
    no: integer().primaryKey(),
    id: text().$type<MessageId>().notNull().unique(),
    from: text('from_id').$type<ConversationId | InboxId>().notNull(),
    lane: text().notNull(),
    body: text().notNull(),
    requestId: text('request_id').notNull(),
    state: text().$type<OutgoingState>().notNull(),
    step: integer().notNull(),
    attempts: integer().notNull().default(0),
    /** Since when the platform may have taken it without our knowing. Times are in ms since the epoch. */
    uncertainSince: integer('uncertain_since'),
    dueAt: integer('due_at').notNull(),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
    reason: text(),
    key: text(),
    url: text(),
  },
  (table) => [index('outgoing_waiting').on(table.no).where(isNull(table.endedAt))],
)

export type OutgoingState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown'

/** How much of each pace is left, so that a start of the actor does not forget it. */
export const paces = sqliteTable('paces', {
  key: text().primaryKey(),
  tokens: real().notNull(),
  /** In ms since the epoch; nothing is taken before it where it lies ahead. */
  updatedAt: integer('updated_at').notNull(),
})
