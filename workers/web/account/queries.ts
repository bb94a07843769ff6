import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

export const accountKey = ['account']

/** Who is signed in; fails with `auth.required` when nobody is. */
export const accountQuery = queryOptions({
  queryKey: accountKey,
  queryFn: async () => answer(api.account.$get()),
  staleTime: 5 * 60_000,
})

export const registrationQuery = queryOptions({
  queryKey: ['registration'],
  queryFn: () => answer(api.registration.$get()),
  staleTime: 10_000,
})

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async () => (await answer(api.account.sessions.$get())).sessions,
})
