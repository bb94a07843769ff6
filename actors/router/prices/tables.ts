import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ProviderId } from '@switchboard/shared-types/ids'

/** Prices that the person has set, in US dollars per million tokens; they go before the data file's. */
export const prices = sqliteTable('prices', {
  no: integer().primaryKey(),
  providerId: text('provider_id').$type<ProviderId>().notNull(),
  model: text().notNull(),
  input: real().notNull(),
  output: real().notNull(),
  cacheRead: real('cache_read'),
  cacheWrite: real('cache_write'),
  cacheWriteLong: real('cache_write_long'),
})
