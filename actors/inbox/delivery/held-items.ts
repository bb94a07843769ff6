import { and, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { FeedItem } from '@switchboard/shared-types/contracts/feed'
import { entries } from '../schema.ts'
import { inList } from '../sql/in-list.ts'

/** @returns the entries that some items of a feed became, by item number; one scan for all of them, as there is no index. */
export function heldItems(
  db: DrizzleSqliteDODatabase,
  subscriptionNo: number,
  items: readonly FeedItem[],
): Map<number, number> {
  if (items.length === 0) return new Map()
  const numbers = items.map((item) => item.no)
  const rows = db
    .select({ no: entries.no, itemNo: entries.itemNo })
    .from(entries)
    .where(and(eq(entries.subscriptionNo, subscriptionNo), inList(entries.itemNo, numbers)))
    .all()
  return new Map(rows.map((row) => [row.itemNo, row.no]))
}
