import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'
import type { KeyId, ProviderId } from '@switchboard/shared-types/ids'

/** Where model calls may go, in the order in which the person has added them. */
export const providers = sqliteTable('providers', {
  no: integer().primaryKey(),
  id: text().$type<ProviderId>().notNull(),
  slug: text().notNull(),
  name: text().notNull(),
  kind: text().$type<ProviderKind>().notNull(),
  baseUrl: text('base_url').notNull(),
  defaultModel: text('default_model'),
  smallModel: text('small_model'),
  enabled: integer({ mode: 'boolean' }).notNull(),
  free: integer({ mode: 'boolean' }).notNull(),
  /** As the provider has listed them, JSON. */
  models: text({ mode: 'json' }).$type<string[]>().notNull(),
  modelsAt: text('models_at'),
})

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
