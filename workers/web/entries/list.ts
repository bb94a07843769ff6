import type { EntrySummary, EntryView, EntryState } from '@switchboard/shared-types/api/entries'
import type { EntryId, SubscriptionId } from '@switchboard/shared-types/ids'

/** What a list shows. Entry ids sort by arrival, so every list is ordered by id, newest first. */
export interface ListQuery {
  readonly view: EntryView
  readonly subscription?: SubscriptionId
  readonly folder?: string
  readonly q?: string
}

/**
 * A list as a person sees it. What is read, or starred no more, stays until the list is settled, so that nothing
 * moves away under the reader's hand.
 */
export interface EntryList {
  readonly query: ListQuery
  readonly entries: readonly EntrySummary[]
  /** Arrived since the list was loaded, not yet let in; newest first. */
  readonly waiting: readonly EntrySummary[]
  /** For the next page; null at the end. */
  readonly nextCursor: string | null
  /** Something belongs here that only the server can tell. */
  readonly stale: boolean
}

/** A page as the API answers it. */
type Page = Pick<EntryList, 'entries' | 'nextCursor'>

export function fromPage(query: ListQuery, page: Page): EntryList {
  return { query, entries: page.entries, waiting: [], nextCursor: page.nextCursor, stale: false }
}

/** Adds the next page at the old end. */
export function append(list: EntryList, page: Page): EntryList {
  const known = new Set(list.entries.map((entry) => entry.id))
  const fresh = page.entries.filter((entry) => !known.has(entry.id))
  return { ...list, entries: [...list.entries, ...fresh], nextCursor: page.nextCursor }
}

/** Lets what waits in. */
export function flush(list: EntryList): EntryList {
  if (list.waiting.length === 0) return list
  return { ...list, entries: merge(list.entries, list.waiting), waiting: [] }
}

/** What the server would answer now: waiting entries are in, what no longer fits the view is out. */
export function settle(list: EntryList): EntryList {
  const open = flush(list)
  const fitting = open.entries.filter((entry) => fitsView(entry, list.query.view))
  return fitting.length === open.entries.length ? open : { ...open, entries: fitting }
}

/** Takes a freshly loaded first page in without moving what is shown: news wait, the rest falls into its place. */
export function absorb(list: EntryList, page: Page): EntryList {
  const newest = list.entries[0]?.id
  const known = new Set([...list.entries, ...list.waiting].map((entry) => entry.id))
  const missing = page.entries.filter((entry) => !known.has(entry.id))
  const isNews = (entry: EntrySummary): boolean => newest === undefined || entry.id > newest
  return {
    ...list,
    waiting: merge(list.waiting, missing.filter(isNews)),
    entries: merge(
      list.entries,
      missing.filter((entry) => !isNews(entry)),
    ),
    stale: false,
  }
}

/** A change of what a person may change of an entry; what is not named stays. */
export interface StateChange {
  readonly read?: boolean | undefined
  readonly starred?: boolean | undefined
  readonly archived?: boolean | undefined
}

export function withState<E extends EntryState>(entry: E, change: StateChange): E {
  return {
    ...entry,
    read: change.read ?? entry.read,
    starred: change.starred ?? entry.starred,
    archived: change.archived ?? entry.archived,
  }
}

/** @returns whether an entry in that state is part of the view. */
export function fitsView(entry: EntryState, view: EntryView): boolean {
  switch (view) {
    case 'unread':
      return !entry.read && !entry.archived
    case 'all':
      return !entry.archived
    case 'starred':
      return entry.starred
    case 'archived':
      return entry.archived
  }
}

/** Both sorted newest first; of two with one id the second list's is taken. */
export function merge(older: readonly EntrySummary[], newer: readonly EntrySummary[]): EntrySummary[] {
  const byId = new Map<EntryId, EntrySummary>()
  for (const entry of [...older, ...newer]) byId.set(entry.id, entry)
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1))
}
