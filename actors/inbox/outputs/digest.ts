import { and, count, desc, gte, lt } from 'drizzle-orm'
import { MOST_ENTRIES } from '@switchboard/shared-types/api/outputs'
import type { OutputSource } from '@switchboard/shared-types/api/outputs'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { EntryRow } from '../entries/entry-rows.ts'
import { scopeCondition, viewCondition } from '../entries/list-entries.ts'
import type { EntryTables } from '../entries/list-entries.ts'
import { entries } from '../schema.ts'

export interface DigestFound {
  /** Starred ones first, the newest before the older; no more than an output is made of. */
  readonly rows: readonly EntryRow[]
  /** How many there are beyond these. */
  readonly left: number
}

/** Finds what a list has of a period, as it stands now. */
export function findDigest(
  { db, subscriptions }: EntryTables,
  { from, to, view, ...scope }: Omit<Extract<OutputSource, { type: 'digest' }>, 'type'>,
): Result<DigestFound, 'subscription.not_found' | 'digest.empty'> {
  const inScope = scopeCondition(subscriptions, scope)
  if (!inScope.ok) return inScope
  const isMeant = and(
    gte(entries.arrivedAt, comparable(from)),
    lt(entries.arrivedAt, comparable(to)),
    viewCondition(view),
    inScope.value,
  )
  const rows = db
    .select()
    .from(entries)
    .where(isMeant)
    .orderBy(desc(entries.starred), desc(entries.no))
    .limit(MOST_ENTRIES)
    .all()
  if (rows.length === 0) return err('digest.empty', 'Nothing that you ask for arrived in this time.')
  const all = db.select({ count: count() }).from(entries).where(isMeant).get()?.count ?? rows.length
  return ok({ rows, left: all - rows.length })
}

/** Times are kept with milliseconds and compared letter by letter. */
function comparable(time: string): string {
  return new Date(time).toISOString()
}
