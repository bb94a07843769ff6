import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { KeyId, ProviderId } from '@switchboard/shared-types/ids'

/** The providers' keys, sealed: the context is the router's id and the key's. */
export const keys = sqliteTable('keys', {
  no: integer().primaryKey(),
  id: text().$type<KeyId>().notNull(),
  providerId: text('provider_id').$type<ProviderId>().notNull(),
  label: text().notNull(),
  hint: text().notNull(),
  sealed: text().notNull(),
  /** Set while the provider refuses it or has asked to leave it alone. */
  reason: text(),
  refused: integer({ mode: 'boolean' }).notNull().default(false),
  restingUntil: text('resting_until'),
  /** To within an hour. */
  lastUsedAt: text('last_used_at'),
})
