import { asc, gt } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { EntryRow } from '../entries/entry-rows.ts'
import { toSummary } from '../entries/entry-rows.ts'
import { entries } from '../schema.ts'
import type { SubscriptionBook } from '../subscriptions/subscription-book.ts'
import type { Timeline } from './timeline.ts'

/** Beyond this many arrivals or changes a client is better served by loading its lists anew. */
export const REPLAY_LIMIT = 2_000
/** Entries in one frame. */
const FRAME_ENTRIES = 100

export interface History {
  readonly db: DrizzleSqliteDODatabase
  readonly timeline: Timeline
  readonly subscriptions: SubscriptionBook
}

/**
 * What happened after `cursor`, in order: arrivals and changes merged by their numbers, each exactly once.
 * @returns null when the history does not reach back, or reaches too far to be worth it
 */
export function eventsAfter(history: History, cursor: number): InboxEvent[] | null {
  const { db, timeline } = history
  if (cursor < timeline.floor || cursor > timeline.head) return null
  const changes = timeline.changesAfter(cursor, REPLAY_LIMIT + 1)
  const query = db.select().from(entries).where(gt(entries.no, cursor)).orderBy(asc(entries.no))
  const arrivals = query.limit(REPLAY_LIMIT + 1).all()
  if (changes.length + arrivals.length > REPLAY_LIMIT) return null
  return merge(history, arrivals, changes)
}

function merge(history: History, arrivals: EntryRow[], changes: InboxEvent[]): InboxEvent[] {
  const events: InboxEvent[] = []
  let from = 0
  for (const change of changes) {
    const to = arrivals.findIndex((row) => row.no > change.seq)
    const end = to === -1 ? arrivals.length : to
    events.push(...arrivalEvents(history, arrivals.slice(from, end)), change)
    from = end
  }
  return [...events, ...arrivalEvents(history, arrivals.slice(from))]
}

/** @returns frames of at most a hundred entries, each at the number of its last one */
export function arrivalEvents({ timeline, subscriptions }: History, rows: readonly EntryRow[]): InboxEvent[] {
  const events: InboxEvent[] = []
  for (let from = 0; from < rows.length; from += FRAME_ENTRIES) {
    const part = rows.slice(from, from + FRAME_ENTRIES)
    const summaries = part.flatMap((row) => {
      const subscription = subscriptions.byNo(row.subscriptionNo)
      return subscription ? [toSummary(row, subscription.id)] : []
    })
    const seq = part.at(-1)?.no ?? timeline.head
    events.push({ type: 'entries.added', epoch: timeline.epoch, seq, entries: summaries })
  }
  return events
}
