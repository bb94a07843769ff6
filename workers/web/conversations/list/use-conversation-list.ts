import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { usePagedList } from '../../ui/virtual-list/use-paged-list.ts'
import { append, type ListQuery } from './list.ts'
import { listKey, listQuery, loadPage } from './queries.ts'

/** The list of the address, as it is loaded and followed. */
export function useConversationList(query: ListQuery) {
  const client = useQueryClient()
  const paged = usePagedList(listQuery(query), async (cursor) => {
    const { conversations, nextCursor } = await loadPage(query, cursor)
    return (known) => append(known, { conversations: [...conversations], nextCursor })
  })
  // Whoever comes back to a list finds it as the server would answer it.
  useEffect(
    () => () => void client.invalidateQueries({ queryKey: listKey(query), refetchType: 'none' }),
    [client, query],
  )
  return paged
}

export type Listed = ReturnType<typeof useConversationList>
