import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export { applied, jobs, outbox } from '@switchboard/kernel/tables'

/** The same table as the bare runtime's. */
export const ev = sqliteTable(
  'ev',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    k: text().notNull(),
    body: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [index('ev_k').on(table.k)],
)
