import { NOTIFICATIONS_KEPT, type Notification } from '@switchboard/shared-types/api/notifications'
import type { ListEvent } from '../entries/events.ts'

type NotificationEvent = Extract<ListEvent, { type: 'notification.added' | 'notifications.read' }>

/** Follows one event. Applying an event a second time changes nothing. */
export function followed(known: readonly Notification[], event: NotificationEvent): Notification[] {
  if (event.type === 'notification.added') {
    const others = known.filter(({ id }) => id !== event.notification.id)
    return [event.notification, ...others].slice(0, NOTIFICATIONS_KEPT)
  }
  const read = new Set(event.ids)
  return known.map((one) => (read.has(one.id) ? { ...one, readAt: one.readAt ?? event.at } : one))
}
