import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import type { SubscriptionId } from '@switchboard/shared-types/ids'
import type { QueryClient } from '@tanstack/react-query'
import type { ListEvent } from '../entries/events.ts'
import { subscriptionsKey } from './queries.ts'

/** Brings the subscriptions that the page holds up to date with an event. */
export function followSubscriptions(client: QueryClient, event: ListEvent): void {
  if (event.type === 'subscription.changed') {
    const changed = event.subscription
    edit(client, (known) => [...known.filter((one) => one.id !== changed.id), changed])
  }
  if (event.type === 'subscription.removed')
    edit(client, (known) => known.filter((one) => one.id !== event.id))
}

/** @returns the subscription's folder as the page knows it. */
export function folderOf(client: QueryClient, id: SubscriptionId): string | null {
  const known = client.getQueryData<Subscription[]>(subscriptionsKey) ?? []
  return known.find((one) => one.id === id)?.folder ?? null
}

function edit(client: QueryClient, change: (known: Subscription[]) => Subscription[]): void {
  client.setQueryData<Subscription[]>(subscriptionsKey, (known) =>
    known === undefined ? known : change(known),
  )
}
