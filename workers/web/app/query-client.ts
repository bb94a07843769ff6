import { QueryCache, QueryClient } from '@tanstack/react-query'
import { accountKey } from '../account/queries.ts'
import { ApiFailure, isFailure } from './failure.ts'

/** Only what may get better by itself is tried again. */
const PASSING = new Set(['network', 'actor.unavailable'])

export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // The session ended: whoever watches the account takes the person to the sign-in page.
        if (isFailure(error, 'auth.required') && query.queryKey[0] !== accountKey[0]) {
          void client.invalidateQueries({ queryKey: accountKey })
        }
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && error instanceof ApiFailure && PASSING.has(error.code),
        retryDelay: (failures) => Math.random() * 600 * 2 ** failures,
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}
