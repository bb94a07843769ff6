import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { append, type ConversationList, type ListQuery } from './list.ts'
import { listKey, listQuery, loadPage } from './queries.ts'

/** The list of the address, as it is loaded and followed. */
export function useConversationList(query: ListQuery) {
  const client = useQueryClient()
  const result = useQuery(listQuery(query))
  const list = result.data
  const more = useMutation({
    mutationFn: async () => {
      if (list === undefined || list.nextCursor === null) return
      const page = await loadPage(query, list.nextCursor)
      client.setQueryData<ConversationList>(listKey(query), (known) =>
        known === undefined
          ? known
          : append(known, { conversations: [...page.conversations], nextCursor: page.nextCursor }),
      )
    },
  })
  // Whoever comes back to a list finds it as the server would answer it.
  useEffect(
    () => () => void client.invalidateQueries({ queryKey: listKey(query), refetchType: 'none' }),
    [client, query],
  )
  return {
    list,
    error: result.error,
    isLoading: result.isPending,
    isReloading: result.isRefetching,
    moreError: more.error,
    loadMore: () => {
      if (!more.isPending) more.mutate()
    },
    reload: () => void result.refetch(),
  }
}

export type Listed = ReturnType<typeof useConversationList>
