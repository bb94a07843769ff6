import { and, asc, count, desc, eq, lt, lte } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { DeliveryCursors } from '../delivery/delivery-cursors.ts'
import { entryId } from '../entries/entry-id.ts'
import type { EntryBodies } from '../entries/entry-bodies.ts'
import type { Timeline } from '../history/timeline.ts'
import { entries } from '../schema.ts'
import type { SubscriptionBook } from '../subscriptions/subscription-book.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export interface RetentionPolicy {
  /** Entries that were read are kept this long after they arrived, in days. */
  readonly readDays: number
  /** Beyond this many entries the oldest go, read or not. */
  readonly maxEntries: number
  /** How many changes the history reaches back. */
  readonly maxChanges: number
}

export const RETENTION: RetentionPolicy = { readDays: 90, maxEntries: 50_000, maxChanges: 5_000 }

export interface RetentionTables {
  readonly db: DrizzleSqliteDODatabase
  readonly timeline: Timeline
  readonly subscriptions: SubscriptionBook
  readonly bodies: EntryBodies
  readonly cursors: DeliveryCursors
}

/**
 * Takes what nobody keeps: read entries past their time, and the oldest beyond the cap. Starred entries stay. Call it
 * inside a transaction.
 */
export function retain(tables: RetentionTables, policy: RetentionPolicy, now: Date): InboxEvent[] {
  const readBefore = new Date(now.getTime() - policy.readDays * DAY_MS).toISOString()
  const stale = and(eq(entries.starred, false), eq(entries.read, true), lt(entries.arrivedAt, readBefore))
  const overflow = overflowCondition(tables.db, policy.maxEntries)
  const events = [stale, overflow].flatMap((where) => (where ? removeEntries(tables, where, now) : []))
  tables.timeline.trim(policy.maxChanges)
  return events
}

function overflowCondition(db: DrizzleSqliteDODatabase, maxEntries: number): SQL | undefined {
  const total = db.select({ total: count() }).from(entries).get()?.total ?? 0
  if (total <= maxEntries) return undefined
  const newestToGo = db
    .select({ no: entries.no })
    .from(entries)
    .orderBy(desc(entries.no))
    .limit(1)
    .offset(maxEntries)
    .get()
  return newestToGo && and(eq(entries.starred, false), lte(entries.no, newestToGo.no))
}

function removeEntries(tables: RetentionTables, where: SQL, now: Date): InboxEvent[] {
  const { db, timeline } = tables
  const rows = db
    .select({ no: entries.no, arrivedAt: entries.arrivedAt })
    .from(entries)
    .where(where)
    .orderBy(asc(entries.no))
    .all()
  if (rows.length === 0) return []
  keepCursors(tables)
  for (const { no } of rows) tables.bodies.remove(no)
  db.delete(entries).where(where).run()
  const ids = rows.map((row) => entryId(row.no, row.arrivedAt))
  return [timeline.record({ type: 'entries.removed', ids }, now)]
}

/** The entries tell how far their feed was applied; before some of them go, the subscriptions take that over. */
function keepCursors({ subscriptions, cursors }: RetentionTables): void {
  for (const row of subscriptions.all()) {
    const { seq, itemNo } = cursors.of(row)
    if (seq !== row.cursor || itemNo !== row.itemFloor)
      subscriptions.update(row.no, { cursor: seq, itemFloor: itemNo })
  }
  cursors.forget()
}

/** Everything of one subscription, when the person leaves it. Call it inside a transaction. */
export function removeSubscriptionEntries({ db, bodies }: RetentionTables, subscriptionNo: number): void {
  const rows = db
    .select({ no: entries.no })
    .from(entries)
    .where(eq(entries.subscriptionNo, subscriptionNo))
    .all()
  for (const { no } of rows) bodies.remove(no)
  db.delete(entries).where(eq(entries.subscriptionNo, subscriptionNo)).run()
}

/** @returns when retention runs next, in ms since the epoch: about a day from now, at an hour of its own. */
export function nextRetention(now: number, random: () => number): number {
  return now + DAY_MS * (0.75 + random() / 2)
}
