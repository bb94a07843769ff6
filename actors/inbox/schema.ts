import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { FeedId, NotificationId, SubscriptionId } from '@switchboard/shared-types/ids'

export { jobs, outbox } from '@switchboard/kernel/tables'

/** What the inbox follows. How far each feed has been applied is told by the entries; see delivery-cursors.ts. */
export const subscriptions = sqliteTable('subscriptions', {
  no: integer().primaryKey(),
  id: text().$type<SubscriptionId>().notNull().unique(),
  feedId: text('feed_id').$type<FeedId>().notNull().unique(),
  feedUrl: text('feed_url').notNull(),
  siteUrl: text('site_url'),
  feedTitle: text('feed_title'),
  ownTitle: text('own_title'),
  folder: text(),
  health: text({ enum: ['new', 'ok', 'failing', 'gone', 'paused'] }).notNull(),
  reason: text(),
  feedEpoch: text('feed_epoch'),
  createdAt: text('created_at').notNull(),
})

/**
 * One row an entry and no index: rows written are the bill. `no` is the inbox's sequence number at arrival, so the key
 * alone gives the order, the page cursor, the place in the history and the entry's public id.
 */
export const entries = sqliteTable('entries', {
  no: integer().primaryKey(),
  subscriptionNo: integer('subscription_no').notNull(),
  itemNo: integer('item_no').notNull(),
  itemSeq: integer('item_seq').notNull(),
  read: integer({ mode: 'boolean' }).notNull().default(false),
  starred: integer({ mode: 'boolean' }).notNull().default(false),
  archived: integer({ mode: 'boolean' }).notNull().default(false),
  arrivedAt: text('arrived_at').notNull(),
  publishedAt: text('published_at'),
  title: text().notNull(),
  url: text(),
  author: text(),
  snippet: text().notNull(),
  image: text(),
})

/** Everything that happened but arrivals, which the entries' own numbers tell. Trimmed from the old end. */
export const changes = sqliteTable('changes', {
  seq: integer().primaryKey(),
  at: text().notNull(),
  event: text().notNull(),
})

/** What the house has told the person, in the order in which it came; `key` tells what was told before. */
export const notifications = sqliteTable('notifications', {
  no: integer().primaryKey(),
  id: text().$type<NotificationId>().notNull(),
  key: text().notNull().unique(),
  kind: text({ enum: ['budget'] }).notNull(),
  title: text().notNull(),
  text: text().notNull(),
  at: text().notNull(),
  readAt: text('read_at'),
})

/** What models wrote about entries, until the text changes or goes. */
export const summaries = sqliteTable('summaries', {
  entryNo: integer('entry_no').primaryKey(),
  text: text().notNull(),
  model: text().notNull(),
  at: text().notNull(),
})

export const imports = sqliteTable('imports', {
  no: integer().primaryKey(),
  id: text().notNull(),
  startedAt: text('started_at').notNull(),
  finishedAt: text('finished_at'),
})

export const importLines = sqliteTable('import_lines', {
  no: integer().primaryKey(),
  importNo: integer('import_no').notNull(),
  line: integer().notNull(),
  url: text().notNull(),
  title: text(),
  folder: text(),
  status: text({ enum: ['waiting', 'added', 'exists', 'failed'] }).notNull(),
  message: text(),
})
