import { and, desc, eq, lt } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { EntryPage, EntryQuery, EntryScope, EntryView } from '@switchboard/shared-types/api/entries'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { entries } from '../schema.ts'
import { inList } from '../sql/in-list.ts'
import type { SubscriptionBook } from '../subscriptions/subscription-book.ts'
import type { EntryRow } from './entry-rows.ts'
import { toSummary } from './entry-rows.ts'
import { matchQuery } from './match-query.ts'

type ListError = 'cursor.invalid' | 'subscription.not_found'

export interface EntryTables {
  readonly db: DrizzleSqliteDODatabase
  readonly subscriptions: SubscriptionBook
}

/** A page of entries, newest arrival first; the cursor is the number of the last one shown. */
export function listEntries(tables: EntryTables, query: EntryQuery): Result<EntryPage, ListError> {
  const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(query.cursor)
  if (before === null) return err('cursor.invalid', 'This cursor is not one of ours.')
  const scope = scopeCondition(tables.subscriptions, query)
  if (!scope.ok) return scope
  const search = query.q === undefined ? undefined : matchQuery(query.q)
  const rows = tables.db
    .select()
    .from(entries)
    .where(and(lt(entries.no, before), viewCondition(query.view), scope.value, search))
    .orderBy(desc(entries.no))
    .limit(query.limit + 1)
    .all()
  return ok(toPage(tables.subscriptions, rows, query.limit))
}

function readCursor(cursor: string): number | null {
  const before = /^[1-9]\d{0,15}$/.test(cursor) ? Number(cursor) : Number.NaN
  return Number.isSafeInteger(before) ? before : null
}

function toPage(subscriptions: SubscriptionBook, rows: EntryRow[], limit: number): EntryPage {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    entries: shown.flatMap((row) => {
      const subscription = subscriptions.byNo(row.subscriptionNo)
      return subscription ? [toSummary(row, subscription.id)] : []
    }),
    nextCursor: rows.length > limit && last ? String(last.no) : null,
  }
}

/** Which entries a list shows, of those in its scope; undefined: all of them. */
export function viewCondition(view: EntryView): SQL | undefined {
  switch (view) {
    case 'unread':
      return and(eq(entries.read, false), eq(entries.archived, false))
    case 'all':
      return eq(entries.archived, false)
    case 'starred':
      return eq(entries.starred, true)
    case 'archived':
      return eq(entries.archived, true)
  }
}

/** Which subscriptions a list or a bulk act is about; undefined: all of them. */
export function scopeCondition(
  subscriptions: SubscriptionBook,
  scope: EntryScope,
): Result<SQL | undefined, 'subscription.not_found'> {
  if (scope.subscription !== undefined) {
    const row = subscriptions.byId(scope.subscription)
    if (row === undefined)
      return err('subscription.not_found', 'There is no such subscription in this inbox.')
    return ok(eq(entries.subscriptionNo, row.no))
  }
  if (scope.folder === undefined) return ok(undefined)
  const inFolder = subscriptions.all().filter((row) => row.folder === scope.folder)
  return ok(
    inList(
      entries.subscriptionNo,
      inFolder.map((row) => row.no),
    ),
  )
}
