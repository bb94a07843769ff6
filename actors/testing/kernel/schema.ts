import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export { applied, jobs, outbox } from '@switchboard/kernel/tables'

/** What was told to a probe, in the order it was applied. */
export const notes = sqliteTable('notes', {
  seq: integer().primaryKey(),
  text: text().notNull(),
})
