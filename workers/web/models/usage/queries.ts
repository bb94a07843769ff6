import type { UsageQuery } from '@switchboard/shared-types/api/router/calls'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { inInbox } from '../../app/inbox.ts'
import { routerKey } from '../queries.ts'

export const usageKey = [...routerKey, 'usage'] as const

/** What was used in these days; another range shows the last one until it is there. */
export function usageQuery(query: UsageQuery) {
  return queryOptions({
    queryKey: [...usageKey, query],
    queryFn: () => answer(api.router.usage.$get({ query })),
    placeholderData: keepPreviousData,
  })
}

/** Where the same report is to be had as a table. */
export function csvAddress({ from, until, by }: UsageQuery): string {
  return inInbox(`/api/router/usage.csv?${new URLSearchParams({ from, until, by }).toString()}`)
}
