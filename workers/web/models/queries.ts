import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

/** What all keys of the model router begin with. */
export const routerKey = ['router'] as const

export const tokensQuery = queryOptions({
  queryKey: [...routerKey, 'tokens'],
  queryFn: async () => (await answer(api.router.tokens.$get())).tokens,
})

export const providersQuery = queryOptions({
  queryKey: [...routerKey, 'providers'],
  queryFn: async () => (await answer(api.router.providers.$get())).providers,
})

/** Looks for model servers nearby, which takes a moment: not at every visit. */
export const foundServersQuery = queryOptions({
  queryKey: [...routerKey, 'found'],
  queryFn: async () => (await answer(api.router.providers.found.$get())).servers,
  staleTime: 60_000,
})

export const pricesQuery = queryOptions({
  queryKey: [...routerKey, 'prices'],
  queryFn: async () => (await answer(api.router.prices.$get())).prices,
})

export const routesKey = [...routerKey, 'routes'] as const
export const routesQuery = queryOptions({
  queryKey: routesKey,
  queryFn: async () => (await answer(api.router.routes.$get())).routes,
})

export const limitsQuery = queryOptions({
  queryKey: [...routerKey, 'limits'],
  queryFn: async () => (await answer(api.router.limits.$get())).limits,
})

export const runningKey = [...routerKey, 'running'] as const
/** Kept true by the live connection. */
export const runningQuery = queryOptions({
  queryKey: runningKey,
  queryFn: async () => (await answer(api.router.running.$get())).calls,
  staleTime: Infinity,
})
