import { eq } from 'drizzle-orm'
import { toText } from '@switchboard/kernel/sanitise/to-text'
import type { Entry, EntryText } from '@switchboard/shared-types/api/entries'
import type { EntryId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { entries } from '../schema.ts'
import type { SubscriptionRow } from '../subscriptions/subscription-book.ts'
import type { EntryBodies } from './entry-bodies.ts'
import { entryId, entryNo } from './entry-id.ts'
import { toSummary } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'
import type { EntryTables } from './list-entries.ts'

export function readEntry(
  tables: EntryTables & { bodies: EntryBodies },
  id: EntryId,
): Result<Entry, 'entry.not_found'> {
  const found = findEntry(tables, id)
  if (!found.ok) return found
  const { row, subscription } = found.value
  const { html, enclosures } = tables.bodies.read(row.no)
  return ok({ ...toSummary(row, subscription.id), contentHtml: html, enclosures: [...enclosures] })
}

/** Longer than any text that an agent reads to its end. */
const LONGEST_TEXT = 500_000

/** The same as plain text: all of it, where searches look through its beginning. */
export function readEntryText(
  tables: EntryTables & { bodies: EntryBodies },
  id: EntryId,
): Result<EntryText, 'entry.not_found'> {
  const found = findEntry(tables, id)
  if (!found.ok) return found
  const { row, subscription } = found.value
  const text = toText(tables.bodies.read(row.no).html, LONGEST_TEXT)
  return ok({ ...toSummary(row, subscription.id), text })
}

/** @returns an entry without its body, and where it comes from */
export function findEntry(
  { db, subscriptions }: EntryTables,
  id: EntryId,
): Result<{ row: EntryRow; subscription: SubscriptionRow }, 'entry.not_found'> {
  const row = db
    .select()
    .from(entries)
    .where(eq(entries.no, entryNo(id)))
    .get()
  const subscription = row && subscriptions.byNo(row.subscriptionNo)
  // The number alone finds a row; the whole id must fit, or the id was made up.
  if (subscription === undefined || row === undefined || entryId(row.no, row.arrivedAt) !== id) {
    return err('entry.not_found', 'There is no such entry in this inbox.')
  }
  return ok({ row, subscription })
}
