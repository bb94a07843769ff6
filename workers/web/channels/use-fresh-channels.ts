import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { useQueries } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'
import { keepChannel } from './cache.ts'

const LOOK_EVERY_MS = 5_000

/** The list is told when a channel's health changes; what it counts is asked for while somebody looks at it. */
export function useFreshChannels(channels: readonly Channel[] | undefined): void {
  useQueries({
    queries: (channels ?? []).map(({ id }) => ({
      queryKey: ['channel-now', id],
      queryFn: async ({ client }) => {
        keepChannel(client, await answer(api.channels[':id'].$get({ param: { id } })))
        return null
      },
      refetchInterval: LOOK_EVERY_MS,
      gcTime: 0,
    })),
  })
}
