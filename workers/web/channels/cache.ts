import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { QueryClient } from '@tanstack/react-query'
import { reload } from '../app/reload.ts'
import { byName, channelsKey } from './queries.ts'

/** Brings the channels that the page holds up to date with an event. */
export function followChannels(client: QueryClient, event: InboxEvent): void {
  if (event.type !== 'channel.changed' && event.type !== 'channel.removed') return
  if (client.isFetching({ queryKey: channelsKey }) > 0) {
    // The answer that is on its way may be older than this.
    reload(client, channelsKey)
    return
  }
  if (event.type === 'channel.changed') return keepChannel(client, event.channel)
  client.setQueryData<Channel[]>(channelsKey, (known) => known?.filter(({ id }) => id !== event.id))
}

/** What an act on a channel answered is shown at once. */
export function keepChannel(client: QueryClient, channel: Channel): void {
  client.setQueryData<Channel[]>(
    channelsKey,
    (known) => known && byName([...known.filter(({ id }) => id !== channel.id), channel]),
  )
}
