import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

export const outputsKey = ['outputs'] as const

/** What was made to be published, newest first. */
export const outputsQuery = queryOptions({
  queryKey: outputsKey,
  queryFn: async () => (await answer(api.outputs.$get())).outputs,
})
