import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type {
  AttachmentId,
  ChannelId,
  ConversationId,
  InboxId,
  MessageId,
} from '@switchboard/shared-types/ids'

export { applied, jobs, outbox } from '@switchboard/kernel/tables'
export * from './analysis/tables.ts'
export * from './deliveries/tables.ts'
export * from './drafts/tables.ts'

/** The one row of what the conversation is: written once for each batch of events, so it holds what every batch moves. */
export const conversation = sqliteTable('conversation', {
  no: integer().primaryKey(),
  owner: text().$type<InboxId>().notNull(),
  /** The person's own, from a split. */
  title: text(),
  mergedInto: text('merged_into').$type<ConversationId>(),
  messages: integer().notNull().default(0),
  received: integer().notNull().default(0),
  episodes: integer().notNull().default(0),
  /** JSON; see state/thread.ts. */
  threads: text().notNull().default('[]'),
  /** JSON: what is on its way to conversations of their own; see merge/split.ts. */
  splits: text().notNull().default('[]'),
  /** Of the last snapshot. */
  version: integer().notNull().default(0),
  toldAt: text('told_at'),
  /** What the next snapshot is to tell, since when. */
  untoldSince: text('untold_since'),
  /** JSON: numbers of messages that came in since the last snapshot. */
  arrived: text().notNull().default('[]'),
  /** JSON: ids and numbers of messages that came in and say something else since the last snapshot. */
  changed: text().notNull().default('[]'),
  analysed: integer({ mode: 'boolean' }).notNull().default(false),
})

/** Who wrote, by their channel; the person's own notes have no channel. */
export const participants = sqliteTable(
  'participants',
  {
    no: integer().primaryKey(),
    channelId: text('channel_id').$type<ChannelId | ''>().notNull(),
    key: text().notNull(),
    name: text().notNull(),
    handle: text(),
    self: integer({ mode: 'boolean' }).notNull(),
    bot: integer({ mode: 'boolean' }).notNull(),
    messages: integer().notNull(),
    lastAt: text('last_at').notNull(),
  },
  (table) => [uniqueIndex('participants_key').on(table.channelId, table.key)],
)

/**
 * `no` is the time and a place within it, so the key alone gives the order, the page cursor and the time. `id` is the
 * hash of channel, thread and key, so it alone finds what a platform speaks of. The text stands in `message_texts`.
 */
export const messages = sqliteTable('messages', {
  no: integer().primaryKey(),
  id: text().$type<MessageId>().notNull().unique(),
  /** Of `conversation.threads`; null: a note. */
  threadNo: integer('thread_no'),
  /** The platform's id; null: not known yet, or a note. */
  key: text(),
  direction: text({ enum: ['in', 'out', 'note'] }).notNull(),
  authorNo: integer('author_no').notNull(),
  episode: integer().notNull(),
  nature: text({ enum: ['ordinary', 'auto', 'bulk', 'bounce'] }).notNull(),
  /** May be of a message that has not come. */
  replyTo: text('reply_to').$type<MessageId>(),
  editedAt: text('edited_at'),
  deletedAt: text('deleted_at'),
  /** JSON; see messages/reactions.ts. */
  reactions: text(),
  attachments: integer().notNull().default(0),
})

/** The other ids under which a platform speaks of a message: of our own once it is sent, of the parts of a group. */
export const messageAliases = sqliteTable('message_aliases', {
  id: text().$type<MessageId>().primaryKey(),
  messageNo: integer('message_no').notNull(),
})

/** Where messages went that were here: what is heard of them is passed on. */
export const movedMessages = sqliteTable('moved_messages', {
  id: text().$type<MessageId>().primaryKey(),
  to: text().$type<ConversationId>().notNull(),
})

/** What was heard of messages that have not come yet. */
export const earlyEvents = sqliteTable(
  'early_events',
  {
    no: integer().primaryKey(),
    messageId: text('message_id').$type<MessageId>().notNull(),
    at: text().notNull(),
    event: text().notNull(),
  },
  (table) => [index('early_events_message').on(table.messageId)],
)

/** What the person asked a platform to do to a message, until it is done; `id` is that of the outgoing act. */
export const acts = sqliteTable('acts', {
  id: text().$type<MessageId>().primaryKey(),
  messageId: text('message_id').$type<MessageId>().notNull(),
  type: text({ enum: ['edit', 'delete', 'react'] }).notNull(),
  /** JSON: the new text, or the reactions. */
  wanted: text().notNull(),
  state: text({ enum: ['pending', 'failed', 'unknown'] }).notNull(),
  reason: text(),
  step: integer().notNull().default(0),
  at: text().notNull(),
})

/** Files of messages, and of answers in the making (without a message). */
export const attachments = sqliteTable(
  'attachments',
  {
    no: integer().primaryKey(),
    id: text().$type<AttachmentId>().notNull().unique(),
    messageId: text('message_id').$type<MessageId>(),
    channelId: text('channel_id').$type<ChannelId>(),
    /** Where the channel finds it; null: uploaded here. */
    ref: text(),
    /** The conversation that holds the bytes since its messages came here. */
    heldBy: text('held_by').$type<ConversationId>(),
    name: text().notNull(),
    type: text().notNull(),
    size: integer(),
    state: text({ enum: ['waiting', 'stored', 'refused', 'gone'] }).notNull(),
    attempts: integer().notNull().default(0),
    /** When it is to be fetched; null: not any more. */
    fetchAt: text('fetch_at'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('attachments_message').on(table.messageId), index('attachments_fetch').on(table.fetchAt)],
)

/** Bytes of files where the house has no bucket: pieces of at most a mebibyte. */
export const attachmentChunks = sqliteTable(
  'attachment_chunks',
  {
    no: integer().primaryKey(),
    attachmentId: text('attachment_id').$type<AttachmentId>().notNull(),
    place: integer().notNull(),
    bytes: blob().notNull(),
  },
  (table) => [uniqueIndex('attachment_chunks_place').on(table.attachmentId, table.place)],
)
