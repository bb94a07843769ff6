import { and, count, eq, gte, lte, ne, or } from 'drizzle-orm'
import type { ChangeEntries, EntryState, MarkRead } from '@switchboard/shared-types/api/entries'
import type { EntryId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { UnreadCounts } from '../counts/unread-counts.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import type { Timeline } from '../history/timeline.ts'
import { entries } from '../schema.ts'
import { inList } from '../sql/in-list.ts'
import { entryId, entryNo } from './entry-id.ts'
import type { EntryTables } from './list-entries.ts'
import { scopeCondition } from './list-entries.ts'

export interface ChangeTables extends EntryTables {
  readonly timeline: Timeline
  readonly counts: UnreadCounts
}

type Changed = { readonly changed: number }

/** Sets read, starred or archived of some entries. Only those that differ are written. Call it inside a transaction. */
export function changeEntries(
  tables: ChangeTables,
  { ids, state }: ChangeEntries,
  now: Date,
): Written<Result<Changed>> {
  const { db, timeline, counts } = tables
  const rows = entriesOf(tables, ids, state)
  if (rows.length === 0) return unseen(ok({ changed: 0 }))
  db.update(entries)
    .set(state)
    .where(
      inList(
        entries.no,
        rows.map((row) => row.no),
      ),
    )
    .run()
  for (const row of rows) counts.changed(row.subscriptionNo, row, stateAfter(row, state))
  const changed = rows.map((row) => entryId(row.no, row.arrivedAt))
  const event = timeline.record({ type: 'entries.changed', ids: changed, state }, now)
  return { answer: ok({ changed: rows.length }), events: [event] }
}

/** Marks a stretch of the list as read, from the newest entry seen downwards. Call it inside a transaction. */
export function markRead(
  tables: ChangeTables,
  range: MarkRead,
  now: Date,
): Written<Result<Changed, 'subscription.not_found'>> {
  const scope = scopeCondition(tables.subscriptions, range)
  if (!scope.ok) return unseen(scope)
  const newest = placeOf(tables, range.newest)
  const oldest = range.oldest === undefined ? 0 : placeOf(tables, range.oldest)
  if (newest === null || oldest === null) return unseen(ok({ changed: 0 }))
  const where = and(
    lte(entries.no, newest),
    gte(entries.no, oldest),
    eq(entries.read, false),
    eq(entries.archived, false),
    scope.value,
  )
  const unread = tables.db
    .select({ subscriptionNo: entries.subscriptionNo, unread: count() })
    .from(entries)
    .where(where)
    .groupBy(entries.subscriptionNo)
    .all()
  if (unread.length === 0) return unseen(ok({ changed: 0 }))
  tables.db.update(entries).set({ read: true }).where(where).run()
  for (const row of unread) tables.counts.moved(row.subscriptionNo, -row.unread)
  const event = tables.timeline.record({ type: 'entries.marked-read', range }, now)
  return { answer: ok({ changed: unread.reduce((sum, row) => sum + row.unread, 0) }), events: [event] }
}

/** Those of the ids that are entries here and differ from `state`. */
function entriesOf({ db }: ChangeTables, ids: readonly EntryId[], state: ChangeEntries['state']) {
  const wanted = new Set(ids)
  return db
    .select({
      no: entries.no,
      arrivedAt: entries.arrivedAt,
      subscriptionNo: entries.subscriptionNo,
      read: entries.read,
      starred: entries.starred,
      archived: entries.archived,
    })
    .from(entries)
    .where(and(inList(entries.no, ids.map(entryNo)), differs(state)))
    .all()
    .filter((row) => wanted.has(entryId(row.no, row.arrivedAt)))
}

/** Where in the list an id of ours stands, though its entry may be gone; null for an id that is not ours. */
function placeOf({ db, timeline }: ChangeTables, id: EntryId): number | null {
  const no = entryNo(id)
  if (!(no <= timeline.head)) return null
  const row = db.select({ arrivedAt: entries.arrivedAt }).from(entries).where(eq(entries.no, no)).get()
  return row === undefined || entryId(no, row.arrivedAt) === id ? no : null
}

function stateAfter(before: EntryState, state: ChangeEntries['state']): EntryState {
  return {
    read: state.read ?? before.read,
    starred: state.starred ?? before.starred,
    archived: state.archived ?? before.archived,
  }
}

function differs(state: ChangeEntries['state']) {
  return or(
    state.read === undefined ? undefined : ne(entries.read, state.read),
    state.starred === undefined ? undefined : ne(entries.starred, state.starred),
    state.archived === undefined ? undefined : ne(entries.archived, state.archived),
  )
}
