import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { entries } from '../schema.ts'
import { toFtsExpression } from '@switchboard/kernel/search/fts-expression'

/** Entries whose title, author or text match; a query without a word matches nothing. */
export function matchQuery(query: string): SQL {
  const expression = toFtsExpression(query)
  if (expression === '') return sql`0`
  return sql`${entries.no} IN (SELECT rowid FROM entry_bodies WHERE entry_bodies MATCH ${expression})`
}
