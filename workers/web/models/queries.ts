import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

/** One's own router or the realm's: the same routes of the API at another address. */
export type RouterApi = typeof api.router | typeof api.admin.router

/** What all keys of one's own model router begin with. */
export const routerKey = ['router'] as const

/** @param key what all keys of that router begin with */
export function queriesOf(router: RouterApi, key: readonly string[]) {
  return {
    tokens: queryOptions({
      queryKey: [...key, 'tokens'],
      queryFn: async () => (await answer(router.tokens.$get())).tokens,
    }),
    providers: queryOptions({
      queryKey: [...key, 'providers'],
      queryFn: async () => (await answer(router.providers.$get())).providers,
    }),
    /** Looks for model servers nearby, which takes a moment: not at every visit. */
    found: queryOptions({
      queryKey: [...key, 'found'],
      queryFn: async () => (await answer(router.providers.found.$get())).servers,
      staleTime: 60_000,
    }),
    prices: queryOptions({
      queryKey: [...key, 'prices'],
      queryFn: async () => (await answer(router.prices.$get())).prices,
    }),
    routes: queryOptions({
      queryKey: [...key, 'routes'],
      queryFn: async () => (await answer(router.routes.$get())).routes,
    }),
    limits: queryOptions({
      queryKey: [...key, 'limits'],
      queryFn: async () => (await answer(router.limits.$get())).limits,
    }),
  }
}

/** Of one's own router. */
export const ownQueries = queriesOf(api.router, routerKey)

export const runningKey = [...routerKey, 'running'] as const
/** Kept true by the live connection. */
export const runningQuery = queryOptions({
  queryKey: runningKey,
  queryFn: async () => (await answer(api.router.running.$get())).calls,
  staleTime: Infinity,
})
