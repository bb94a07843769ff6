import type { Counts } from '@switchboard/shared-types/api/entries'
import type { InboxEvent, ServerFrame } from '@switchboard/shared-types/realtime/frames'
import type { QueryClient } from '@tanstack/react-query'
import { isFailure } from '../app/failure.ts'
import { reload } from '../app/reload.ts'
import { followChannels } from '../channels/cache.ts'
import { channelsKey } from '../channels/queries.ts'
import { followConversations, reloadConversations } from '../conversations/list/cache.ts'
import { followInCache, reloadLists } from '../entries/cache.ts'
import { countsKey } from '../entries/queries.ts'
import { followNotifications } from '../notifications/cache.ts'
import { notificationsKey } from '../notifications/queries.ts'
import { importKey } from '../opml/queries.ts'
import { outputsKey } from '../outputs/queries.ts'
import { permissionsKey, rulesKey } from '../rules/queries.ts'
import { followSubscriptions } from '../subscriptions/cache.ts'
import { subscriptionsKey } from '../subscriptions/queries.ts'
import { recent } from './live.ts'

/** Brings what the page holds up to date with one frame of the live connection. */
export function follow(client: QueryClient, frame: ServerFrame): void {
  switch (frame.type) {
    case 'snapshot':
      recent.forget()
      client.setQueryData(subscriptionsKey, frame.subscriptions)
      client.setQueryData<Counts>(countsKey, frame.counts)
      reload(client, notificationsKey)
      reload(client, channelsKey)
      reloadLists(client)
      reloadConversations(client)
      return
    case 'resumed':
      return
    case 'live':
      // Counts are not part of the replay.
      reload(client, countsKey)
      reloadUnreached(client)
      return
    case 'counts':
      client.setQueryData<Counts>(countsKey, frame.counts)
      return
    case 'import':
      reload(client, importKey(frame.progress.id))
      return
    default:
      followEvent(client, frame)
  }
}

/** Asks again for what is shown and could not be had while the server was out of reach. */
function reloadUnreached(client: QueryClient): void {
  void client.refetchQueries({
    type: 'active',
    predicate: ({ state }) =>
      isFailure(state.error, 'network') || isFailure(state.error, 'actor.unavailable'),
  })
}

function followEvent(client: QueryClient, event: InboxEvent): void {
  recent.note(event)
  // Lists ask which folder a subscription was in before, so they come first.
  followInCache(client, event)
  followSubscriptions(client, event)
  followNotifications(client, event)
  followConversations(client, event)
  followChannels(client, event)
  followRulesAndOutputs(client, event)
}

/** Of these only the news is told that they are otherwise than before. */
function followRulesAndOutputs(client: QueryClient, event: InboxEvent): void {
  if (event.type === 'rules.changed') {
    reload(client, rulesKey)
    reload(client, permissionsKey)
  }
  if (event.type === 'output.changed' || event.type === 'output.removed') {
    reload(client, outputsKey)
  }
}
