import type { ModelCall } from '@switchboard/shared-types/api/router/calls'
import type { QueryClient } from '@tanstack/react-query'
import { makeStore } from '../../ui/store.ts'
import { OWN_ROUTER, type ModelRouter } from '../model-router.ts'
import { headed, replaced, type Pages } from './pages.ts'
import { callListKey, callListQuery, callQuery } from './queries.ts'
import type { CallFilter } from './filter.ts'

/** What a list keeps waiting at most. */
const MOST_WAITING = 500

/** Calls that ended since the list was loaded, newest first, and that no list has taken in. */
export const waiting = makeStore<readonly ModelCall[]>([])

/** Brings lists of one's own router and an open call up to date with a call that has ended; one that no list knows waits to be asked in. */
export function followSettled(client: QueryClient, call: ModelCall): void {
  client.setQueriesData<Pages>({ queryKey: callListKey }, (pages) => pages && replaced(pages, call))
  const { queryKey } = callQuery(OWN_ROUTER, call.id)
  if (client.getQueryData(queryKey) !== undefined) client.setQueryData(queryKey, call)
  waiting.set([call, ...waiting.get().filter(({ id }) => id !== call.id)].slice(0, MOST_WAITING))
}

/** Puts what waited at the head of a list. */
export function takeIn(
  client: QueryClient,
  router: ModelRouter,
  filter: CallFilter,
  calls: readonly ModelCall[],
): void {
  client.setQueryData(callListQuery(router, filter).queryKey, (pages) => pages && headed(pages, calls))
}
