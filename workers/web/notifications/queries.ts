import type { Notification } from '@switchboard/shared-types/api/notifications'
import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

export const notificationsKey = ['notifications'] as const

/** What the house has told the person, newest first; kept true by the live connection. */
export const notificationsQuery = queryOptions({
  queryKey: notificationsKey,
  queryFn: async (): Promise<Notification[]> => (await answer(api.notifications.$get())).notifications,
  staleTime: Infinity,
})
