import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Loads anew what the page shows. What is on its way for the first time is loaded once more when it is here, because its
 * answer may be from before the news: TanStack Query lets a first load go on, and takes what it brings for fresh.
 */
export function reload(client: QueryClient, queryKey: QueryKey): void {
  for (const query of client.getQueryCache().findAll({ queryKey })) {
    const isFirstLoad = query.state.data === undefined && query.state.fetchStatus === 'fetching'
    if (isFirstLoad) void query.promise?.then(() => reload(client, query.queryKey), noMatter)
  }
  void client.invalidateQueries({ queryKey })
}

/** The query itself tells of its failure. */
function noMatter(): void {}
