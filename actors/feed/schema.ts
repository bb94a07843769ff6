import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { InboxId } from '@switchboard/shared-types/ids'

export { applied, jobs, outbox } from '@switchboard/kernel/tables'

/** The one row of what the feed is. An unchanged poll leaves it as it is. */
export const feed = sqliteTable('feed', {
  no: integer().primaryKey(),
  /** Names this storage: item numbers count within it. */
  epoch: text().notNull(),
  url: text().notNull(),
  /** Where it is fetched from, once it has moved for good. */
  movedTo: text('moved_to'),
  siteUrl: text('site_url'),
  title: text(),
  /** What the feed says about when to ask again, as JSON. */
  hints: text().notNull(),
  etag: text(),
  lastModified: text('last_modified'),
  /** SHA-256 of the last body that was read, for servers that can not answer conditionally. */
  bodyHash: text('body_hash'),
  health: text({ enum: ['new', 'ok', 'failing', 'gone', 'paused'] }).notNull(),
  reason: text(),
  failures: integer().notNull().default(0),
  /** What an unchanged poll needs of the other tables, carried here so that it reads one row. */
  headSeq: integer('head_seq').notNull().default(0),
  recentDates: text('recent_dates').notNull().default('[]'),
  subscribers: integer().notNull().default(0),
  /** Every subscriber without a cursor of its own has the items up to here. */
  deliveredSeq: integer('delivered_seq').notNull().default(0),
  /** The feed itself has changed and its subscribers do not know yet. */
  stateUntold: integer('state_untold', { mode: 'boolean' }).notNull().default(false),
})

/** What the feed published. `no` names an item for good, `seq` moves on when it is edited. */
export const items = sqliteTable('items', {
  no: integer().primaryKey(),
  seq: integer().notNull(),
  key: text().notNull(),
  fingerprint: text().notNull(),
  url: text(),
  title: text().notNull(),
  author: text(),
  publishedAt: text('published_at'),
  foundAt: text('found_at').notNull(),
  image: text(),
  enclosures: text().notNull(),
  text: text().notNull(),
  contentHtml: text('content_html').notNull(),
})

/** Who is told. `cursor` is set while an inbox is behind the others and is being caught up through the outbox. */
export const subscribers = sqliteTable('subscribers', {
  no: integer().primaryKey(),
  inboxId: text('inbox_id').$type<InboxId>().notNull().unique(),
  cursor: integer(),
  asleep: integer({ mode: 'boolean' }).notNull().default(false),
  since: text().notNull(),
})

/** Fetches that changed something or failed; a run of unchanged ones is folded into the next of these. */
export const fetches = sqliteTable('fetches', {
  no: integer().primaryKey(),
  at: text().notNull(),
  status: integer(),
  outcome: text().notNull(),
  bytes: integer().notNull(),
  newItems: integer('new_items').notNull(),
  updatedItems: integer('updated_items').notNull(),
  durationMs: integer('duration_ms').notNull(),
  unchangedBefore: integer('unchanged_before').notNull(),
  nextAt: text('next_at'),
  why: text().notNull(),
})
