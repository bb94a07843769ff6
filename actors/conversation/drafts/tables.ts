import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Agent } from '@switchboard/shared-types/api/agent'
import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { AttachmentId, ChannelId, DraftId, MessageId } from '@switchboard/shared-types/ids'

/** Answers in the making. One that was approved stands in `deliveries` until it leaves. */
export const drafts = sqliteTable('drafts', {
  id: text().$type<DraftId>().primaryKey(),
  revision: integer().notNull(),
  text: text().notNull(),
  channelId: text('channel_id').$type<ChannelId>().notNull(),
  threadKey: text('thread_key').notNull(),
  replyTo: text('reply_to').$type<MessageId>(),
  attachments: text({ mode: 'json' }).$type<AttachmentId[]>().notNull(),
  origin: text().$type<Draft['origin']>().notNull(),
  model: text(),
  agent: text({ mode: 'json' }).$type<Agent>(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
})

/** Drafts that rules have asked a model for and that are not written yet. */
export const draftWishes = sqliteTable('draft_wishes', {
  no: integer().primaryKey(),
  wish: text(),
  useTone: integer('use_tone', { mode: 'boolean' }).notNull().default(false),
  attempts: integer().notNull().default(0),
})
