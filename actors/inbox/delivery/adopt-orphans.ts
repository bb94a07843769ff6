import { and, asc, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { FeedItem } from '@switchboard/shared-types/contracts/feed'
import { clip } from '@switchboard/kernel/text/clip'
import { entries } from '../schema.ts'
import { TITLE_LENGTH } from './write-item.ts'

/**
 * Gives entries the new numbers of their items when a feed has begun anew, so that what a person has read does not
 * arrive again. An item and an entry are the same when their address is, or, without one, their title.
 * @returns the numbers of the items that were found
 */
export function adoptOrphans(
  db: DrizzleSqliteDODatabase,
  subscriptionNo: number,
  orphanCount: number,
  items: readonly FeedItem[],
): Set<number> {
  const adopted = new Set<number>()
  if (orphanCount === 0) return adopted
  const orphans = db
    .select({ no: entries.no, url: entries.url, title: entries.title })
    .from(entries)
    .where(and(eq(entries.subscriptionNo, subscriptionNo), eq(entries.itemNo, 0)))
    .orderBy(asc(entries.no))
    .all()
  const byLook = new Map(orphans.map((row) => [row.url ?? row.title, row.no]))
  for (const item of items) {
    const look = item.url ?? clip(item.title, TITLE_LENGTH)
    const no = byLook.get(look)
    if (no === undefined) continue
    byLook.delete(look)
    db.update(entries).set({ itemNo: item.no, itemSeq: item.seq }).where(eq(entries.no, no)).run()
    adopted.add(item.no)
  }
  return adopted
}
