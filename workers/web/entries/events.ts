import type { EntrySummary, MarkRead } from '@switchboard/shared-types/api/entries'
import type { EntryId, SubscriptionId } from '@switchboard/shared-types/ids'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import { fitsView, merge, withState, type EntryList, type ListQuery, type StateChange } from './list.ts'

/** What a list asks about the rest of the page while it follows an event. */
export interface Surroundings {
  readonly folderOf: (subscription: SubscriptionId) => string | null
  readonly find: (id: EntryId) => EntrySummary | undefined
}

/** What may happen to a list, without its place in the history. */
export type ListEvent = InboxEvent extends infer E
  ? E extends InboxEvent
    ? Omit<E, 'epoch' | 'seq'>
    : never
  : never

/** Follows one event. Applying an event a second time changes nothing. */
export function follow(list: EntryList, event: ListEvent, around: Surroundings): EntryList {
  switch (event.type) {
    case 'entries.added':
      return receive(list, event.entries, around)
    case 'entry.updated':
      return change(list, (entry) => (entry.id === event.entry.id ? event.entry : entry))
    case 'entries.changed':
      return changeSome(list, new Set(event.ids), event.state, around)
    case 'entries.marked-read': {
      const covers = (entry: EntrySummary): boolean => !entry.archived && inRange(entry, event.range, around)
      return change(list, (entry) => (covers(entry) && !entry.read ? { ...entry, read: true } : entry))
    }
    case 'entries.removed': {
      const gone = new Set(event.ids)
      return remove(list, (entry) => gone.has(entry.id))
    }
    case 'subscription.removed':
      return remove(list, (entry) => entry.subscriptionId === event.id)
    case 'subscription.changed':
      return moved(list, event.subscription, around)
    default:
      return list
  }
}

/** @returns whether the list is about this entry, whatever its state. */
export function inScope(entry: EntrySummary, query: Omit<ListQuery, 'view'>, around: Surroundings): boolean {
  if (query.subscription !== undefined) return entry.subscriptionId === query.subscription
  return query.folder === undefined || around.folderOf(entry.subscriptionId) === query.folder
}

function receive(list: EntryList, entries: readonly EntrySummary[], around: Surroundings): EntryList {
  const { query } = list
  // A search is a question asked once: what arrives later is not its answer.
  if (query.q !== undefined) return list
  const known = new Set([...list.entries, ...list.waiting].map((entry) => entry.id))
  const news = entries.filter(
    (entry) => !known.has(entry.id) && fitsView(entry, query.view) && inScope(entry, query, around),
  )
  return news.length === 0 ? list : { ...list, waiting: merge(list.waiting, news) }
}

function changeSome(
  list: EntryList,
  ids: ReadonlySet<EntryId>,
  state: StateChange,
  around: Surroundings,
): EntryList {
  const { query } = list
  const next = change(list, (entry) => (ids.has(entry.id) ? withState(entry, state) : entry))
  return query.q === undefined && mayEnter(state, query) ? enter(next, ids, state, around) : next
}

/** Entries that the list does not hold may fit it now. */
function enter(
  list: EntryList,
  ids: ReadonlySet<EntryId>,
  state: StateChange,
  around: Surroundings,
): EntryList {
  const { query } = list
  const known = new Set([...list.entries, ...list.waiting].map((entry) => entry.id))
  const missing = [...ids].filter((id) => !known.has(id))
  const oldest = list.nextCursor === null ? undefined : list.entries.at(-1)?.id
  const entering: EntrySummary[] = []
  let stale = list.stale
  for (const id of missing) {
    if (oldest !== undefined && id < oldest) continue
    const found = around.find(id)
    if (found === undefined) stale = true
    else {
      const entry = withState(found, state)
      if (fitsView(entry, query.view) && inScope(entry, query, around)) entering.push(entry)
    }
  }
  if (entering.length === 0 && stale === list.stale) return list
  return { ...list, entries: merge(list.entries, entering), stale }
}

function mayEnter(state: StateChange, query: ListQuery): boolean {
  switch (query.view) {
    case 'unread':
      return state.read === false || state.archived === false
    case 'all':
      return state.archived === false
    case 'starred':
      return state.starred === true
    case 'archived':
      return state.archived === true
  }
}

/** Changes entries in place; only going to the archive or coming back from it takes one out of a shown list. */
function change(list: EntryList, edit: (entry: EntrySummary) => EntrySummary): EntryList {
  const { query } = list
  const entries = edited(list.entries, edit).filter((entry) => staysShown(entry, query))
  const waiting = edited(list.waiting, edit).filter((entry) => fitsView(entry, query.view))
  const same = entries.length === list.entries.length && entries.every((e, i) => e === list.entries[i])
  const sameWaiting = waiting.length === list.waiting.length && waiting.every((e, i) => e === list.waiting[i])
  if (same && sameWaiting) return list
  return { ...list, entries: same ? list.entries : entries, waiting: sameWaiting ? list.waiting : waiting }
}

function edited(
  entries: readonly EntrySummary[],
  edit: (entry: EntrySummary) => EntrySummary,
): readonly EntrySummary[] {
  return entries.map(edit)
}

function staysShown(entry: EntrySummary, query: ListQuery): boolean {
  if (query.q !== undefined || query.view === 'starred') return true
  return entry.archived === (query.view === 'archived')
}

function inRange(entry: EntrySummary, range: MarkRead, around: Surroundings): boolean {
  if (entry.id > range.newest || (range.oldest !== undefined && entry.id < range.oldest)) return false
  return inScope(
    entry,
    {
      ...(range.subscription === undefined ? {} : { subscription: range.subscription }),
      ...(range.folder === undefined ? {} : { folder: range.folder }),
    },
    around,
  )
}

function remove(list: EntryList, gone: (entry: EntrySummary) => boolean): EntryList {
  if (!list.entries.some(gone) && !list.waiting.some(gone)) return list
  const stays = (entry: EntrySummary): boolean => !gone(entry)
  return { ...list, entries: list.entries.filter(stays), waiting: list.waiting.filter(stays) }
}

function moved(
  list: EntryList,
  subscription: { id: SubscriptionId; folder: string | null },
  around: Surroundings,
): EntryList {
  const { query } = list
  if (query.folder === undefined || query.subscription !== undefined) return list
  const before = around.folderOf(subscription.id)
  if (before === subscription.folder) return list
  if (before === query.folder) return remove(list, (entry) => entry.subscriptionId === subscription.id)
  return subscription.folder === query.folder ? { ...list, stale: true } : list
}
