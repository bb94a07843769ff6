import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ChannelHealth } from '@switchboard/shared-types/api/admin'
import type { ChannelKind, ChannelState } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelId, InboxId } from '@switchboard/shared-types/ids'

/** The connected account: one row, or none before it is connected. `secrets` is sealed JSON, `state` plain JSON. */
export const account = sqliteTable('account', {
  id: text().$type<ChannelId>().primaryKey(),
  owner: text().$type<InboxId>().notNull(),
  kind: text().$type<ChannelKind>().notNull(),
  name: text().notNull(),
  account: text(),
  secrets: text().notNull(),
  state: text().notNull(),
  intake: text().$type<'hook' | 'polling' | 'both'>().notNull(),
  /** Where it stands with the platform; `failing` and `paused` are told from `failures` and `paused`. */
  standing: text().$type<Exclude<ChannelState, 'failing' | 'paused'>>().notNull(),
  paused: integer({ mode: 'boolean' }).notNull().default(false),
  reason: text(),
  /** Failures of polls or refreshes in a row. */
  failures: integer().notNull().default(0),
  /** What the OAuth page is to bring back; it is good for one return. */
  oauthState: text('oauth_state'),
  /** Grows with the credentials: what was begun with older ones is not written down. */
  revision: integer().notNull().default(1),
  /** The health that the directory was last told; null: it knows nothing yet. */
  reported: text().$type<ChannelHealth>(),
  /** Of the last snapshot that was told. */
  version: integer().notNull().default(0),
  createdAt: text('created_at').notNull(),
  lastReceivedAt: text('last_received_at'),
  lastSentAt: text('last_sent_at'),
  disconnectedAt: text('disconnected_at'),
})
