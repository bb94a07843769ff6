import { useInfiniteQuery } from '@tanstack/react-query'

/**
 * A paged list of the administration.
 * @param load one page; the cursor is null for the first
 */
export function usePages<P extends { readonly nextCursor: string | null }>(
  key: readonly unknown[],
  load: (cursor: string | null) => Promise<P>,
) {
  const result = useInfiniteQuery({
    queryKey: ['admin', ...key],
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: startOfList(),
    getNextPageParam: (page) => page.nextCursor,
  })
  return {
    pages: result.data?.pages ?? [],
    error: result.error,
    isLoading: result.isPending,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
  }
}

function startOfList(): string | null {
  return null
}

/** The part of a query that names the page. */
export function pageOf(cursor: string | null): { cursor?: string } {
  return cursor === null ? {} : { cursor }
}
