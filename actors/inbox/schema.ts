import { isNotNull } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Channel, ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import type { Category, Priority } from '@switchboard/shared-types/api/conversations/analysis'
import type { DeliveryState } from '@switchboard/shared-types/api/conversations/delivery'
import type { OutputForm, OutputOrigin } from '@switchboard/shared-types/api/outputs'
import type { RuleDraft } from '@switchboard/shared-types/api/rules'
import type {
  ChannelId,
  ConversationId,
  DraftId,
  FeedId,
  GroupId,
  MessageId,
  NotificationId,
  OutputId,
  PermissionId,
  PersonId,
  RuleId,
  SubscriptionId,
} from '@switchboard/shared-types/ids'

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
  kind: text({ enum: ['budget', 'channel', 'message', 'newsletter', 'assignment'] }).notNull(),
  title: text().notNull(),
  text: text().notNull(),
  at: text().notNull(),
  readAt: text('read_at'),
  about: text().$type<ChannelId | ConversationId>(),
  groupId: text('group_id').$type<GroupId>(),
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

/** What each channel last said of itself. A channel that is gone keeps its version, so that no older word revives it. */
export const channels = sqliteTable('channels', {
  id: text().$type<ChannelId>().primaryKey(),
  version: integer().notNull(),
  channel: text({ mode: 'json' }).$type<Channel>(),
})

/**
 * What each conversation last said of itself, up to `received`, and what the person decided. Lists are read from
 * `conversation_lists`.
 */
export const conversations = sqliteTable(
  'conversations',
  {
    no: integer().primaryKey(),
    id: text().$type<ConversationId>().notNull().unique(),
    version: integer().notNull(),
    channelId: text('channel_id').$type<ChannelId>().notNull(),
    channelKind: text('channel_kind').$type<ChannelKind>().notNull(),
    /** Of all its threads. */
    channelIds: text('channel_ids', { mode: 'json' }).$type<ChannelId[]>().notNull(),
    title: text().notNull(),
    participants: text({ mode: 'json' }).$type<string[]>().notNull(),
    snippet: text().notNull(),
    lastAuthor: text('last_author').notNull(),
    lastDirection: text('last_direction', { enum: ['in', 'out', 'note'] }).notNull(),
    lastAt: text('last_at').notNull(),
    analysedPriority: text('analysed_priority').$type<Priority>().notNull(),
    priorityReason: text('priority_reason'),
    category: text().$type<Category>(),
    /** The beginning of it; the whole stands in `conversation_texts`. */
    summary: text(),
    answerExpected: integer('answer_expected', { mode: 'boolean' }).notNull(),
    draft: text().$type<DraftId>(),
    trouble: text({ enum: ['failed', 'unknown'] }),
    mergedInto: text('merged_into').$type<ConversationId>(),
    received: integer().notNull(),
    readUpTo: integer('read_up_to').notNull().default(0),
    archived: integer({ mode: 'boolean' }).notNull().default(false),
    muted: integer({ mode: 'boolean' }).notNull().default(false),
    snoozedUntil: text('snoozed_until'),
    labels: text({ mode: 'json' }).$type<string[]>().notNull(),
    ownPriority: text('own_priority').$type<Priority>(),
    assignee: text().$type<PersonId>(),
    /** Null where a rule did. */
    assignedBy: text('assigned_by').$type<PersonId>(),
    assignedAt: text('assigned_at'),
  },
  (table) => [index('conversations_snoozed').on(table.snoozedUntil).where(isNotNull(table.snoozedUntil))],
)

/**
 * The order of lists of conversations: a row for each conversation and each list that it is in (all of them, its
 * channels', its labels', its assignee's). Nothing but its key, which is the whole table (WITHOUT ROWID): moving costs a row.
 */
export const conversationLists = sqliteTable(
  'conversation_lists',
  {
    list: text().notNull(),
    /** What it asks for, in the order of conversations/place.ts. */
    shelf: integer().notNull(),
    /** Urgent is 3, low is 0. */
    rank: integer().notNull(),
    at: text().notNull(),
    no: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.list, table.shelf, table.rank, table.at, table.no] })],
)

/** In the order in which they are asked. */
export const rules = sqliteTable('rules', {
  id: text().$type<RuleId>().primaryKey(),
  place: integer().notNull(),
  rule: text({ mode: 'json' }).$type<RuleDraft>().notNull(),
  matched: integer().notNull().default(0),
  lastMatchedAt: text('last_matched_at'),
})

/** Channels that rules may send to without asking. */
export const permissions = sqliteTable('permissions', {
  id: text().$type<PermissionId>().primaryKey(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  grantedAt: text('granted_at').notNull(),
  used: integer().notNull().default(0),
  lastUsedAt: text('last_used_at'),
})

/** What left under a standing permission, and why: the newest 500. It outlives the permission. */
export const permissionUses = sqliteTable('permission_uses', {
  no: integer().primaryKey(),
  permissionId: text('permission_id').$type<PermissionId>().notNull(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  conversationId: text('conversation_id').$type<ConversationId>().notNull(),
  at: text().notNull(),
  rule: text().notNull(),
  text: text().notNull(),
})

/** What was made to be published. `publishKeys` tells a repeated approval from a new one. */
export const outputs = sqliteTable('outputs', {
  no: integer().primaryKey(),
  id: text().$type<OutputId>().notNull().unique(),
  revision: integer().notNull(),
  form: text().$type<OutputForm>().notNull(),
  source: text({ mode: 'json' }).$type<OutputOrigin>().notNull(),
  sourceTitle: text('source_title').notNull(),
  by: text({ enum: ['template', 'model', 'person'] }).notNull(),
  model: text(),
  note: text(),
  parts: text({ mode: 'json' }).$type<string[]>().notNull(),
  channels: text({ mode: 'json' }).$type<ChannelId[]>().notNull(),
  publishKeys: text('publish_keys', { mode: 'json' }).$type<string[]>().notNull(),
  publishedAt: text('published_at'),
  createdAt: text('created_at').notNull(),
})

/** One part of an output at one channel, by the id that the channel knows it under. */
export const publications = sqliteTable('publications', {
  id: text().$type<MessageId>().primaryKey(),
  outputNo: integer('output_no').notNull(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  part: integer().notNull(),
  step: integer().notNull(),
  state: text().$type<DeliveryState>().notNull(),
  at: text().notNull(),
  reason: text(),
  url: text(),
  key: text(),
})

/** Which rooms of conversations a session may have open, so that they can be closed with it. `until` is in ms. */
export const rooms = sqliteTable(
  'rooms',
  {
    session: text().notNull(),
    conversationId: text('conversation_id').$type<ConversationId>().notNull(),
    until: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.session, table.conversationId] })],
)
