import type { Entry, EntrySummary } from '@switchboard/shared-types/api/entries'
import type { EntryId } from '@switchboard/shared-types/ids'
import type { QueryClient } from '@tanstack/react-query'
import { reload } from '../app/reload.ts'
import { folderOf } from '../subscriptions/cache.ts'
import { follow, type ListEvent, type Surroundings } from './events.ts'
import { settle, withState, type EntryList } from './list.ts'
import { summaryKey } from './use-summary.ts'

/** Brings every list and entry that the page holds up to date with an event. */
export function followInCache(client: QueryClient, event: ListEvent): void {
  const around = surroundings(client)
  for (const [queryKey, list] of client.getQueriesData<EntryList>({ queryKey: ['entries'] })) {
    if (list === undefined) continue
    const next = follow(list, event, around)
    if (next === list) continue
    // A list that nobody looks at has nobody whose place could be lost.
    if (client.getQueryCache().find({ queryKey })?.isActive() === true) client.setQueryData(queryKey, next)
    else if (next.stale) client.removeQueries({ queryKey, exact: true })
    else client.setQueryData(queryKey, settle(next))
  }
  followEntries(client, event)
}

/** Throws away the lists that are not shown and loads the shown one anew. */
export function reloadLists(client: QueryClient): void {
  client.removeQueries({ queryKey: ['entries'], type: 'inactive' })
  reload(client, ['entries'])
  client.removeQueries({ queryKey: ['entry'], type: 'inactive' })
}

/** What lists ask about the rest of the page. */
export function surroundings(client: QueryClient): Surroundings {
  return {
    folderOf: (subscription) => folderOf(client, subscription),
    find: (id) => findSummary(client, id),
  }
}

/** @returns the entry as any list or the reader holds it. */
export function findSummary(client: QueryClient, id: EntryId): EntrySummary | undefined {
  for (const [, list] of client.getQueriesData<EntryList>({ queryKey: ['entries'] })) {
    const found = [...(list?.entries ?? []), ...(list?.waiting ?? [])].find((entry) => entry.id === id)
    if (found !== undefined) return found
  }
  return client.getQueryData<Entry>(['entry', id])
}

function followEntries(client: QueryClient, event: ListEvent): void {
  if (event.type === 'entry.updated') {
    reload(client, ['entry', event.entry.id])
    // What was said of the old text is said of it no more.
    void client.resetQueries({ queryKey: summaryKey(event.entry.id), exact: true })
  }
  if (event.type !== 'entries.changed') return
  for (const id of event.ids) {
    client.setQueryData<Entry>(['entry', id], (entry) =>
      entry === undefined ? entry : withState(entry, event.state),
    )
  }
}
