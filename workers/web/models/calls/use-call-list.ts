import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useStore } from '../../ui/store.ts'
import { useModelRouter } from '../model-router.ts'
import { takeIn, waiting } from './cache.ts'
import { fits, type CallFilter } from './filter.ts'
import { callListQuery } from './queries.ts'

/** A list of the ledger. What ends while it is shown is counted, and comes in when it is asked in: no row moves. */
export function useCallList(filter: CallFilter) {
  const client = useQueryClient()
  const router = useModelRouter()
  const query = callListQuery(router, filter)
  const result = useInfiniteQuery(query)
  const calls = result.data?.pages.flatMap((page) => page.calls) ?? []
  const known = new Set(calls.map(({ id }) => id))
  const last = calls.at(-1)?.id
  // What belongs below the last row comes with its page.
  const isAbove = (id: string): boolean => !result.hasNextPage || last === undefined || id > last
  const fresh = useStore(waiting).filter(
    (call) => result.isSuccess && !known.has(call.id) && isAbove(call.id) && fits(filter, call),
  )
  return {
    calls,
    fresh: fresh.length,
    takeIn: () => takeIn(client, router, filter, fresh),
    isLoading: result.isPending,
    isReloading: result.isFetching && !result.isFetchingNextPage,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
    reload: () => void client.resetQueries({ queryKey: query.queryKey }),
  }
}
