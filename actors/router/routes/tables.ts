import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RouteId } from '@switchboard/shared-types/ids'

/** The person's routes; the first by position that fits a call decides. */
export const routes = sqliteTable('routes', {
  no: integer().primaryKey(),
  id: text().$type<RouteId>().notNull(),
  position: integer().notNull(),
  /** The route as the API shows it, without its id, JSON. */
  route: text().notNull(),
})
