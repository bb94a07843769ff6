import type { CallPage } from '@switchboard/shared-types/api/router/calls'
import type { CallId } from '@switchboard/shared-types/ids'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '../../app/api.ts'
import type { ModelRouter } from '../model-router.ts'
import { routerKey } from '../queries.ts'
import type { CallFilter } from './filter.ts'

const PAGE = 50
const LIST = ['calls', 'list'] as const

type Asked = Pick<ModelRouter, 'api' | 'key'>

/** Of one's own router. */
export const callListKey = [...routerKey, ...LIST] as const

/** The ledger, newest call first; what ends later waits until it is asked in. */
export function callListQuery({ api, key }: Asked, filter: CallFilter) {
  return infiniteQueryOptions({
    queryKey: [...key, ...LIST, filter],
    queryFn: ({ pageParam }): Promise<CallPage> => loadPage(api, filter, pageParam),
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.nextCursor,
    gcTime: 0,
    staleTime: Infinity,
  })
}

function loadPage(api: Asked['api'], filter: CallFilter, cursor: string | null): Promise<CallPage> {
  const query = { ...filter, limit: String(PAGE), ...(cursor === null ? {} : { cursor }) }
  return answer(api.calls.$get({ query }))
}

function firstPage(): string | null {
  return null
}

export function callQuery({ api, key }: Asked, id: CallId) {
  return queryOptions({
    queryKey: [...key, 'calls', 'one', id],
    queryFn: () => answer(api.calls[':id'].$get({ param: { id } })),
  })
}

/** What was said in a call: it is loaded when somebody asks to see it, and forgotten with the dialog. */
export function contentQuery({ api, key }: Asked, id: CallId) {
  return queryOptions({
    queryKey: [...key, 'calls', 'content', id],
    queryFn: () => answer(api.calls[':id'].content.$get({ param: { id } })),
    staleTime: Infinity,
    gcTime: 0,
  })
}
