import type { UsageQuery } from '@switchboard/shared-types/api/router/calls'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer } from '../../app/api.ts'
import { inInbox } from '../../app/inbox.ts'
import type { ModelRouter } from '../model-router.ts'
import { routerKey } from '../queries.ts'

/** Of one's own router. */
export const usageKey = [...routerKey, 'usage'] as const

/** What was used in these days; another range shows the last one until it is there. */
export function usageQuery({ api, key }: Pick<ModelRouter, 'api' | 'key'>, query: UsageQuery) {
  return queryOptions({
    queryKey: [...key, 'usage', query],
    queryFn: () => answer(api.usage.$get({ query })),
    placeholderData: keepPreviousData,
  })
}

/** Where the same report is to be had as a table. */
export function csvAddress({ csv }: Pick<ModelRouter, 'csv'>, { from, until, by }: UsageQuery): string {
  return inInbox(`${csv}?${new URLSearchParams({ from, until, by }).toString()}`)
}
