import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
  type UseQueryOptions,
} from '@tanstack/react-query'

/** A list as far as it is loaded. */
interface Loaded {
  /** For the next page; null at the end. */
  readonly nextCursor: string | null
}

/**
 * A list that is loaded page by page as somebody scrolls.
 * @param loadMore loads the page behind a cursor; what it gives back adds it to the list as that is by then
 */
export function usePagedList<L extends Loaded, K extends QueryKey>(
  options: UseQueryOptions<L, Error, L, K>,
  loadMore: (cursor: string) => Promise<(list: L) => L>,
) {
  const client = useQueryClient()
  const result = useQuery(options)
  const list = result.data
  const edit = (change: (list: L) => L): void => {
    client.setQueryData<L>(options.queryKey, (known) => (known === undefined ? known : change(known)))
  }
  const more = useMutation({
    mutationFn: async () => {
      if (list !== undefined && list.nextCursor !== null) edit(await loadMore(list.nextCursor))
    },
  })
  return {
    list,
    edit,
    error: result.error,
    isLoading: result.isPending,
    isReloading: result.isRefetching,
    hasMore: list !== undefined && list.nextCursor !== null,
    moreError: more.error,
    loadMore: () => {
      if (!more.isPending) more.mutate()
    },
    reload: () => void result.refetch(),
  }
}
