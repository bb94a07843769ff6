import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

export const rulesKey = ['rules'] as const
export const permissionsKey = ['permissions'] as const

/** All rules in the order in which they are asked. */
export const rulesQuery = queryOptions({
  queryKey: rulesKey,
  queryFn: async () => (await answer(api.rules.$get())).rules,
})

/** The channels that rules may send to without asking, and what left by that. */
export const permissionsQuery = queryOptions({
  queryKey: permissionsKey,
  queryFn: () => answer(api.permissions.$get()),
})
