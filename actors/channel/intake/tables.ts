import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ConversationId } from '@switchboard/shared-types/ids'

/** Ids of events that were taken, so that none is taken twice. */
export const seen = sqliteTable('seen', {
  eventId: text('event_id').primaryKey(),
  at: text().notNull(),
})

/** Events that wait for the rest of their group, and what came after them in the same thread. */
export const held = sqliteTable('held', {
  no: integer().primaryKey(),
  thread: text().notNull(),
  event: text().notNull(),
  /** In ms since the epoch. */
  at: integer().notNull(),
})

/** What was accepted and not understood: the newest hundred. */
export const unreadable = sqliteTable('unreadable', {
  no: integer().primaryKey(),
  at: text().notNull(),
  reason: text().notNull(),
  body: text().notNull(),
})

/** Threads that go on under another name, and the conversation that they belong to. */
export const movedThreads = sqliteTable('moved_threads', {
  thread: text().primaryKey(),
  conversation: text().$type<ConversationId>().notNull(),
})
