import { and, count, eq, gte, lte, ne, or, sql } from 'drizzle-orm'
import type { ChangeEntries, MarkRead } from '@switchboard/shared-types/api/entries'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import type { Timeline } from '../history/timeline.ts'
import { entries } from '../schema.ts'
import { entryId, entryNo } from './entry-id.ts'
import type { EntryTables } from './list-entries.ts'
import { scopeCondition } from './list-entries.ts'

export interface ChangeTables extends EntryTables {
  readonly timeline: Timeline
}

type Changed = { readonly changed: number }

/** Sets read, starred or archived of some entries. Only those that differ are written. Call it inside a transaction. */
export function changeEntries(
  tables: ChangeTables,
  { ids, state }: ChangeEntries,
  now: Date,
): Written<Result<Changed>> {
  const wanted = JSON.stringify(ids.map(entryNo).filter((no) => !Number.isNaN(no)))
  const where = and(sql`${entries.no} IN (SELECT value FROM json_each(${wanted}))`, differs(state))
  const rows = tables.db
    .select({ no: entries.no, arrivedAt: entries.arrivedAt })
    .from(entries)
    .where(where)
    .all()
  if (rows.length === 0) return unseen(ok({ changed: 0 }))
  tables.db.update(entries).set(state).where(where).run()
  const changed = rows.map((row) => entryId(row.no, row.arrivedAt))
  const event = tables.timeline.record({ type: 'entries.changed', ids: changed, state }, now)
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
  const where = and(
    lte(entries.no, entryNo(range.newest)),
    range.oldest === undefined ? undefined : gte(entries.no, entryNo(range.oldest)),
    eq(entries.read, false),
    eq(entries.archived, false),
    scope.value,
  )
  const unread = tables.db.select({ changed: count() }).from(entries).where(where).get()?.changed ?? 0
  if (unread === 0) return unseen(ok({ changed: 0 }))
  tables.db.update(entries).set({ read: true }).where(where).run()
  const event = tables.timeline.record({ type: 'entries.marked-read', range }, now)
  return { answer: ok({ changed: unread }), events: [event] }
}

function differs(state: ChangeEntries['state']) {
  return or(
    state.read === undefined ? undefined : ne(entries.read, state.read),
    state.starred === undefined ? undefined : ne(entries.starred, state.starred),
    state.archived === undefined ? undefined : ne(entries.archived, state.archived),
  )
}
