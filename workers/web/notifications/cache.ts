import type { Notification } from '@switchboard/shared-types/api/notifications'
import type { QueryClient } from '@tanstack/react-query'
import { reload } from '../app/reload.ts'
import type { ListEvent } from '../entries/events.ts'
import { followed } from './events.ts'
import { notificationsKey } from './queries.ts'

/** Brings the notifications that the page holds up to date with an event. */
export function followNotifications(client: QueryClient, event: ListEvent): void {
  if (event.type !== 'notification.added' && event.type !== 'notifications.read') return
  if (client.isFetching({ queryKey: notificationsKey }) > 0) {
    // The answer that is on its way may be older than this.
    reload(client, notificationsKey)
    return
  }
  client.setQueryData<Notification[]>(notificationsKey, (known) => known && followed(known, event))
}
