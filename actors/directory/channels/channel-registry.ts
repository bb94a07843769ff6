import { and, asc, eq, gt, lt, lte, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { ChannelPage, ChannelQuery, ChannelRow } from '@switchboard/shared-types/api/admin'
import { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { fold } from '../fold.ts'
import { badCursor, toPage } from '../paging.ts'
import { channels } from '../schema.ts'

/** So long a channel is listed that its person has disconnected. */
const DISCONNECTED_KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** Keeps what a channel says about itself. A report that is older than the one kept changes nothing. */
export function reportChannel(db: DrizzleSqliteDODatabase, report: ChannelRow): void {
  const row = {
    ...report,
    folded: fold(`${report.id}\n${report.kind}\n${report.owner}\n${report.reason ?? ''}`),
  }
  db.insert(channels)
    .values(row)
    .onConflictDoUpdate({
      target: channels.id,
      set: row,
      setWhere: lte(channels.reportedAt, report.reportedAt),
    })
    .run()
  if (report.health === 'disconnected') forgetOld(db, report.reportedAt)
}

export function forgetChannel(db: DrizzleSqliteDODatabase, channel: ChannelId): void {
  db.delete(channels).where(eq(channels.id, channel)).run()
}

export function findChannel(
  db: DrizzleSqliteDODatabase,
  channel: ChannelId,
): Result<ChannelRow, 'channel.not_found'> {
  const row = db.select().from(channels).where(eq(channels.id, channel)).get()
  if (row === undefined) return err('channel.not_found', 'There is no such channel.')
  return ok(toRow(row))
}

/** A page of this shard's channels in order of id. `q` is looked for in id, kind, owner and reason, as it is. */
export function listChannels(
  db: DrizzleSqliteDODatabase,
  { q, health, cursor, limit }: ChannelQuery,
): Result<ChannelPage, 'cursor.invalid'> {
  if (cursor !== undefined && !ChannelId.safeParse(cursor).success) return badCursor()
  const rows = db
    .select()
    .from(channels)
    .where(
      and(
        cursor === undefined ? undefined : sql`${channels.id} > ${cursor}`,
        health === undefined ? undefined : eq(channels.health, health),
        q === undefined ? undefined : gt(sql`instr(${channels.folded}, ${fold(q)})`, 0),
      ),
    )
    .orderBy(asc(channels.id))
    .limit(limit + 1)
    .all()
  const { shown, nextCursor } = toPage(rows, limit, (row) => row.id)
  return ok({ channels: shown.map(toRow), nextCursor })
}

function toRow({ folded, ...row }: typeof channels.$inferSelect): ChannelRow {
  return row
}

function forgetOld(db: DrizzleSqliteDODatabase, now: string): void {
  const before = new Date(Date.parse(now) - DISCONNECTED_KEPT_MS).toISOString()
  db.delete(channels)
    .where(and(eq(channels.health, 'disconnected'), lt(channels.reportedAt, before)))
    .run()
}
