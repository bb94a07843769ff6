import type { EntryId } from '@switchboard/shared-types/ids'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { usePagedList } from '../ui/virtual-list/use-paged-list.ts'
import { append, absorb, flush, settle, type EntryList, type ListQuery } from './list.ts'
import { listKey, listQuery, loadPage } from './queries.ts'

/** The list of the address, as it is loaded and followed. */
export function useEntryList(query: ListQuery) {
  const client = useQueryClient()
  const paged = usePagedList(listQuery(query), async (cursor) => {
    const page = await loadPage(client, query, cursor)
    return (known) => ({ ...append(known, page), stale: known.stale || page.stale })
  })

  // What only the server can tell is asked for and falls into its place.
  const isStale = paged.list?.stale ?? false
  useEffect(() => {
    if (!isStale) return
    const look = async (): Promise<void> => {
      const page = await loadPage(client, query, null)
      client.setQueryData<EntryList>(listKey(query), (known) =>
        known === undefined ? known : absorb(known, page),
      )
    }
    const timer = setTimeout(() => void look().catch(() => undefined), 200)
    return () => clearTimeout(timer)
  }, [client, isStale, query])

  // Whoever comes back to a list finds it as the server would answer it.
  useEffect(
    () => () => {
      client.setQueryData<EntryList>(listKey(query), (known) => (known === undefined ? known : settle(known)))
    },
    [client, query],
  )

  return { ...paged, letIn: () => paged.edit(flush) }
}

/** The entry before or after one, whether or not that one is still in the list. */
export function neighbour(
  list: EntryList | undefined,
  id: EntryId | undefined,
  step: 1 | -1,
): EntryId | undefined {
  const entries = list?.entries ?? []
  if (id === undefined) return step === 1 ? entries[0]?.id : undefined
  return step === 1
    ? entries.find((entry) => entry.id < id)?.id
    : entries.findLast((entry) => entry.id > id)?.id
}
