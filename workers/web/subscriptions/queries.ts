import { queryOptions } from '@tanstack/react-query'
import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { answer, api } from '../app/api.ts'
import { whenFollowing } from '../live/live.ts'

export const subscriptionsKey = ['subscriptions']

/** The live connection brings them and keeps them; the API is asked where it does not come up. */
export const subscriptionsQuery = queryOptions({
  queryKey: subscriptionsKey,
  queryFn: async ({ client }) => {
    await whenFollowing(800)
    return client.getQueryData<Awaited<ReturnType<typeof load>>>(subscriptionsKey) ?? load()
  },
  staleTime: Infinity,
})

async function load() {
  const { subscriptions } = await answer(api.subscriptions.$get())
  return subscriptions
}

export function historyQuery(id: SubscriptionId) {
  return queryOptions({
    queryKey: ['history', id],
    queryFn: () => answer(api.subscriptions[':id'].history.$get({ param: { id } })),
    refetchInterval: 15_000,
  })
}
