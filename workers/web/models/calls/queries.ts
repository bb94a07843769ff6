import type { CallPage } from '@switchboard/shared-types/api/router/calls'
import type { CallId } from '@switchboard/shared-types/ids'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { routerKey } from '../queries.ts'
import type { CallFilter } from './filter.ts'

const PAGE = 50

export const callListKey = [...routerKey, 'calls', 'list'] as const

/** The ledger, newest call first; what ends later waits until it is asked in. */
export function callListQuery(filter: CallFilter) {
  return infiniteQueryOptions({
    queryKey: [...callListKey, filter],
    queryFn: ({ pageParam }): Promise<CallPage> => loadPage(filter, pageParam),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.nextCursor,
    gcTime: 0,
    staleTime: Infinity,
  })
}

function loadPage(filter: CallFilter, cursor: string | null): Promise<CallPage> {
  const query = { ...filter, limit: String(PAGE), ...(cursor === null ? {} : { cursor }) }
  return answer(api.router.calls.$get({ query }))
}

function firstPage(): string | null {
  return null
}

export function callQuery(id: CallId) {
  return queryOptions({
    queryKey: [...routerKey, 'calls', 'one', id],
    queryFn: () => answer(api.router.calls[':id'].$get({ param: { id } })),
  })
}

/** What was said in a call: it is loaded when somebody asks to see it, and forgotten with the dialog. */
export function contentQuery(id: CallId) {
  return queryOptions({
    queryKey: [...routerKey, 'calls', 'content', id],
    queryFn: () => answer(api.router.calls[':id'].content.$get({ param: { id } })),
    staleTime: Infinity,
    gcTime: 0,
  })
}
