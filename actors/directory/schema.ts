import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ActorKind, ChannelHealth } from '@switchboard/shared-types/api/admin'
import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import type { FeedHealth } from '@switchboard/shared-types/api/subscriptions'
import type { ChannelId, DeadLetterId, FeedId, InboxId, PersonId } from '@switchboard/shared-types/ids'

export { applied, jobs, outbox } from '@switchboard/kernel/tables'

/** The feeds of this shard as they last described themselves. `folded` is what a search looks at. */
export const feeds = sqliteTable('feeds', {
  id: text().$type<FeedId>().primaryKey(),
  url: text().notNull(),
  title: text(),
  folded: text().notNull(),
  health: text().$type<FeedHealth>().notNull(),
  reason: text(),
  subscribers: integer().notNull(),
  reportedAt: text('reported_at').notNull(),
})

/** The channels of this shard as they last described themselves: nothing of what their people call them or write. */
export const channels = sqliteTable(
  'channels',
  {
    id: text().$type<ChannelId>().primaryKey(),
    kind: text().$type<ChannelKind>().notNull(),
    owner: text().$type<InboxId>().notNull(),
    folded: text().notNull(),
    health: text().$type<ChannelHealth>().notNull(),
    reason: text(),
    lastEventAt: text('last_event_at'),
    reportedAt: text('reported_at').notNull(),
  },
  (table) => [index('channels_health').on(table.health, table.reportedAt)],
)

/** Where each dead letter lies; the letter itself stays in its actor's outbox. */
export const deadLetters = sqliteTable('dead_letters', {
  id: text().$type<DeadLetterId>().primaryKey(),
  actor: text().$type<ActorKind>().notNull(),
  actorId: text('actor_id').notNull(),
  target: text().notNull(),
  kind: text().notNull(),
  attempts: integer().notNull(),
  reason: text().notNull(),
  at: text().notNull(),
})

/** What admins did, each entry chained to the one before by its hash. Append-only; the audit shard alone has rows. */
export const audit = sqliteTable('audit', {
  seq: integer().primaryKey(),
  at: text().notNull(),
  by: text().$type<PersonId>().notNull(),
  act: text().notNull(),
  subject: text().notNull(),
  requestId: text('request_id').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text().notNull(),
})
