import { sql } from 'drizzle-orm'
import type { AnyColumn, SQL } from 'drizzle-orm'

/** One of these numbers. They are one bound value together: a statement takes at most 100 (platform limit). */
export function inList(column: AnyColumn, numbers: readonly number[]): SQL {
  return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(numbers)}))`
}
