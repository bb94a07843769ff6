import { and, asc, eq, gt, lte, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { FeedPage, FeedQuery, FeedRow } from '@switchboard/shared-types/api/admin'
import { FeedId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { fold } from '../fold.ts'
import { badCursor, toPage } from '../paging.ts'
import { feeds } from '../schema.ts'

/** Keeps what a feed says about itself. A report that is older than the one kept changes nothing. */
export function reportFeed(db: DrizzleSqliteDODatabase, report: FeedRow): void {
  const row = { ...report, folded: fold(`${report.title ?? ''}\n${report.url}`) }
  db.insert(feeds)
    .values(row)
    .onConflictDoUpdate({
      target: feeds.id,
      set: row,
      setWhere: lte(feeds.reportedAt, report.reportedAt),
    })
    .run()
}

export function forgetFeed(db: DrizzleSqliteDODatabase, feed: FeedId): void {
  db.delete(feeds).where(eq(feeds.id, feed)).run()
}

/**
 * A page of this shard's feeds in order of id. `q` is looked for in title and address; no character of it is a
 * wildcard, and it may be longer than the 50 bytes that the platform allows a LIKE pattern.
 */
export function listFeeds(
  db: DrizzleSqliteDODatabase,
  { q, health, cursor, limit }: FeedQuery,
): Result<FeedPage, 'cursor.invalid'> {
  if (cursor !== undefined && !FeedId.safeParse(cursor).success) return badCursor()
  const rows = db
    .select()
    .from(feeds)
    .where(
      and(
        cursor === undefined ? undefined : sql`${feeds.id} > ${cursor}`,
        health === undefined ? undefined : eq(feeds.health, health),
        q === undefined ? undefined : gt(sql`instr(${feeds.folded}, ${fold(q)})`, 0),
      ),
    )
    .orderBy(asc(feeds.id))
    .limit(limit + 1)
    .all()
  const { shown, nextCursor } = toPage(rows, limit, (row) => row.id)
  return ok({ feeds: shown.map(({ folded, ...row }) => row), nextCursor })
}
