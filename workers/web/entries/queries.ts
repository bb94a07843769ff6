import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Counts, EntryPage } from '@switchboard/shared-types/api/entries'
import type { EntryId } from '@switchboard/shared-types/ids'
import { answer, api } from '../app/api.ts'
import { recent, whenFollowing } from '../live/live.ts'
import { surroundings } from './cache.ts'
import { follow } from './events.ts'
import { fromPage, type EntryList, type ListQuery } from './list.ts'

const PAGE = 60
const LONGEST_WAIT_MS = 800

export const countsKey = ['counts']
export const countsQuery = queryOptions({
  queryKey: countsKey,
  queryFn: async (): Promise<Counts> => answer(api.counts.$get()),
  staleTime: Infinity,
})

export function listKey(query: ListQuery) {
  return ['entries', query] as const
}

/** A list, kept true by the live connection from the moment it is loaded. */
export function listQuery(query: ListQuery) {
  return queryOptions({
    queryKey: listKey(query),
    queryFn: ({ client }) => loadPage(client, query, null),
    staleTime: Infinity,
    gcTime: 30 * 60_000,
  })
}

/**
 * Loads a page. What the live connection told while it was on its way is applied to it; where that is no longer
 * known the page comes back marked as stale.
 */
export async function loadPage(
  client: QueryClient,
  query: ListQuery,
  cursor: string | null,
): Promise<EntryList> {
  await whenFollowing(LONGEST_WAIT_MS)
  const mark = recent.mark()
  const page = await fetchPage(query, cursor)
  const since = recent.since(mark)
  const list = fromPage(query, page)
  if (since === null) return { ...list, stale: true }
  const around = surroundings(client)
  // Older pages take changes but no arrivals: those are the first page's.
  const events = cursor === null ? since : since.filter((event) => event.type !== 'entries.added')
  return events.reduce((caughtUp, event) => follow(caughtUp, event, around), list)
}

async function fetchPage(query: ListQuery, cursor: string | null): Promise<EntryPage> {
  const { view, subscription, folder, q } = query
  return answer(
    api.entries.$get({
      query: {
        view,
        limit: String(PAGE),
        ...(subscription === undefined ? {} : { subscription }),
        ...(folder === undefined || subscription !== undefined ? {} : { folder }),
        ...(q === undefined ? {} : { q }),
        ...(cursor === null ? {} : { cursor }),
      },
    }),
  )
}

export function entryQuery(id: EntryId) {
  return queryOptions({
    queryKey: ['entry', id],
    queryFn: () => answer(api.entries[':id'].$get({ param: { id } })),
    staleTime: Infinity,
    gcTime: 30 * 60_000,
  })
}
