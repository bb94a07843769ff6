import { and, asc, desc, eq, lt, lte, or } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { UnreadCounts } from '../counts/unread-counts.ts'
import type { DeliveryCursors } from '../delivery/delivery-cursors.ts'
import { entryId } from '../entries/entry-id.ts'
import type { EntryBodies } from '../entries/entry-bodies.ts'
import type { Timeline } from '../history/timeline.ts'
import type { ImportBook } from '../opml/import-book.ts'
import { entries } from '../schema.ts'
import { inList } from '../sql/in-list.ts'
import type { SubscriptionBook } from '../subscriptions/subscription-book.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const IMPORTS_KEPT_MS = 30 * DAY_MS
/** Between two batches of one run. */
const PAUSE_MS = 1_000

export interface RetentionPolicy {
  /** Entries that were read are kept this long after they arrived, in days. */
  readonly readDays: number
  /** Beyond this many entries the oldest go, read or not. */
  readonly maxEntries: number
  /** How far behind the newest number the history reaches back. */
  readonly maxChanges: number
  /** Entries taken in one transaction, so that other calls come in between. */
  readonly batch: number
}

export const RETENTION: RetentionPolicy = {
  readDays: 90,
  maxEntries: 50_000,
  maxChanges: 5_000,
  batch: 1_000,
}

export interface RetentionTables {
  readonly db: DrizzleSqliteDODatabase
  readonly timeline: Timeline
  readonly subscriptions: SubscriptionBook
  readonly bodies: EntryBodies
  readonly counts: UnreadCounts
  readonly cursors: DeliveryCursors
}

export interface Retained {
  readonly events: readonly InboxEvent[]
  /** There is more to take than one batch. */
  readonly more: boolean
}

/**
 * One batch of retention. Conversations are no part of it: nothing that somebody wrote goes by itself. Call it inside a
 * transaction.
 * @returns what devices are told, and when the next batch is due, in ms since the epoch
 */
export function runRetention(
  tables: RetentionTables & { readonly imports: ImportBook },
  now: Date,
): { events: readonly InboxEvent[]; next: number } {
  tables.imports.trim(new Date(now.getTime() - IMPORTS_KEPT_MS).toISOString())
  const { events, more } = retain(tables, RETENTION, now)
  const next = more ? now.getTime() + PAUSE_MS : nextRetention(now.getTime(), Math.random)
  return { events, next }
}

/**
 * Takes what nobody keeps: read entries past their time, and the oldest beyond the cap. Starred entries stay. Call it
 * inside a transaction.
 */
export function retain(tables: RetentionTables, policy: RetentionPolicy, now: Date): Retained {
  const readBefore = new Date(now.getTime() - policy.readDays * DAY_MS).toISOString()
  const stale = and(eq(entries.read, true), lt(entries.arrivedAt, readBefore))
  const goes = or(stale, overflowCondition(tables.db, policy.maxEntries))
  const events = removeEntries(tables, and(eq(entries.starred, false), goes), policy.batch, now)
  tables.cursors.keepShort()
  tables.timeline.trim(policy.maxChanges)
  return { events, more: events.some(({ ids }) => ids.length === policy.batch) }
}

function overflowCondition(db: DrizzleSqliteDODatabase, maxEntries: number): SQL | undefined {
  const newestToGo = db
    .select({ no: entries.no })
    .from(entries)
    .orderBy(desc(entries.no))
    .limit(1)
    .offset(maxEntries)
    .get()
  return newestToGo && lte(entries.no, newestToGo.no)
}

function removeEntries(tables: RetentionTables, where: SQL | undefined, limit: number, now: Date) {
  const { db, bodies, counts, timeline } = tables
  const rows = db
    .select({
      no: entries.no,
      arrivedAt: entries.arrivedAt,
      subscriptionNo: entries.subscriptionNo,
      itemNo: entries.itemNo,
    })
    .from(entries)
    .where(where)
    .orderBy(asc(entries.no))
    .limit(limit)
    .all()
  if (rows.length === 0) return []
  raiseFloors(tables, rows)
  // Recorded before the entries go: the newest of them may be what the history's next number counts from.
  const ids = rows.map((row) => entryId(row.no, row.arrivedAt))
  const event = timeline.record({ type: 'entries.removed', ids }, now)
  const numbers = rows.map((row) => row.no)
  bodies.remove(numbers)
  db.delete(entries).where(inList(entries.no, numbers)).run()
  counts.forget()
  return [event]
}

/** Notes up to which item number each feed's entries went, so that a repeat does not bring them back. */
function raiseFloors(
  { subscriptions, cursors }: RetentionTables,
  rows: readonly { subscriptionNo: number; itemNo: number }[],
): void {
  for (const [no, gone] of Map.groupBy(rows, (row) => row.subscriptionNo)) {
    const subscription = subscriptions.byNo(no)
    if (subscription === undefined) continue
    const { floor } = cursors.of(subscription)
    cursors.advance(subscription, { floor: Math.max(floor, ...gone.map((row) => row.itemNo)) })
  }
  cursors.save()
}

/** Everything of one subscription, when the person leaves it. Call it inside a transaction. */
export function removeSubscriptionEntries(
  { db, bodies, counts }: Pick<RetentionTables, 'db' | 'bodies' | 'counts'>,
  subscriptionNo: number,
): void {
  const rows = db
    .select({ no: entries.no })
    .from(entries)
    .where(eq(entries.subscriptionNo, subscriptionNo))
    .all()
  bodies.remove(rows.map((row) => row.no))
  db.delete(entries).where(eq(entries.subscriptionNo, subscriptionNo)).run()
  counts.forget()
}

/** @returns when retention runs next, in ms since the epoch: about a day from now, at an hour of its own. */
export function nextRetention(now: number, random: () => number): number {
  return now + DAY_MS * (0.75 + random() / 2)
}
