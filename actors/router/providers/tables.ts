import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'
import type { ProviderId } from '@switchboard/shared-types/ids'

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
  /** Names of models as the provider listed them, JSON. */
  models: text().notNull(),
  modelsAt: text('models_at'),
})
