import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'

export const channelsKey = ['channels'] as const

/** The connected accounts by name; kept true by the live connection. */
export const channelsQuery = queryOptions({
  queryKey: channelsKey,
  queryFn: async (): Promise<Channel[]> => byName((await answer(api.channels.$get())).channels),
  staleTime: Infinity,
})

export function unreadableQuery(id: ChannelId) {
  return queryOptions({
    queryKey: ['channel-unreadable', id],
    queryFn: async () => (await answer(api.channels[':id'].unreadable.$get({ param: { id } }))).payloads,
    gcTime: 0,
  })
}

export function byName(channels: readonly Channel[]): Channel[] {
  return channels.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}
