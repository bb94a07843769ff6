import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MessageId } from '@switchboard/shared-types/ids'

/** Attempts to understand the talk; the newest one that has an analysis is what the conversation shows. */
export const analyses = sqliteTable('analyses', {
  no: integer().primaryKey(),
  at: text().notNull(),
  /** Of the schema of `analysis`. */
  version: integer().notNull(),
  /** The first and the last message that it was made of, and how many. */
  fromId: text('from_id').$type<MessageId>().notNull(),
  upToId: text('up_to_id').$type<MessageId>().notNull(),
  upToNo: integer('up_to_no').notNull(),
  /** How many messages there were up to that one: another number says that the talk before it is another. */
  known: integer().notNull(),
  messages: integer().notNull(),
  /** `model` and `builtin` made one, `unreadable` is an answer of a model that was none. */
  outcome: text({ enum: ['model', 'builtin', 'unreadable'] }).notNull(),
  model: text(),
  /** Why it was no model, or why the answer was not taken. */
  reason: text(),
  /** JSON. */
  analysis: text(),
})
