import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { subscriptionsQuery } from './queries.ts'

export function useSubscription(id: SubscriptionId): Subscription | undefined {
  const { data } = useQuery(subscriptionsQuery)
  return data?.find((one) => one.id === id)
}
