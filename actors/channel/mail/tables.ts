import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Nature } from '@switchboard/shared-types/channel-event'
import type { AnswerTo } from './mailbox.ts'

/**
 * Every letter that came or left, and every one that another letter names: by these a mail finds its thread. A thread
 * is named by the number of its first letter, which is never used again.
 */
export const letters = sqliteTable(
  'letters',
  {
    no: integer().primaryKey({ autoIncrement: true }),
    /** In its angle brackets. */
    messageId: text('message_id').notNull().unique(),
    thread: integer().notNull(),
    /** The thread's key when a letter of ours left; null for a letter of others. */
    sentUnder: text('sent_under'),
    /** Where the platform has put an id of its own in place of ours: ours, by which the conversation knows the letter. */
    knownAs: text('known_as'),
    /** The letter that one of ours answers. */
    answers: text(),
    nature: text().$type<Nature>().notNull().default('ordinary'),
    /** How it is answered; null for a letter that is only known from others. */
    answer: text({ mode: 'json' }).$type<AnswerTo>(),
    /** The same where a rule answers: once for each letter. */
    autoAnswers: text('auto_answers').unique(),
  },
  (table) => [index('letters_thread').on(table.thread)],
)

/** Mails as they came, before they were read: for their attachments, for 30 days. */
export const rawMails = sqliteTable('raw_mails', {
  id: text().primaryKey(),
  at: text().notNull(),
  bytes: integer().notNull(),
  /** In the bucket instead of `raw_mail_chunks`. */
  inBucket: integer('in_bucket', { mode: 'boolean' }).notNull(),
})

export const rawMailChunks = sqliteTable(
  'raw_mail_chunks',
  {
    mail: text().notNull(),
    no: integer().notNull(),
    bytes: blob().notNull(),
  },
  (table) => [primaryKey({ columns: [table.mail, table.no] })],
)

/** Newsletters whose feed was offered. */
export const newsletters = sqliteTable('newsletters', { list: text().primaryKey() })
