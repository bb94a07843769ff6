import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { ChannelTable } from '../channels/channel-table.ts'

/** @returns the channels of these ids, each once, all of which can publish */
export function chosenChannels(
  table: ChannelTable,
  ids: readonly ChannelId[],
): Result<Channel[], 'channel.not_found' | 'channel.unsupported'> {
  const chosen: Channel[] = []
  for (const id of new Set(ids)) {
    const channel = table.find(id)
    if (channel === null) return err('channel.not_found', 'There is no such channel in this inbox.')
    if (!channel.features.post) {
      return err('channel.unsupported', `${channel.name} can not publish posts.`, { channel: id })
    }
    chosen.push(channel)
  }
  return ok(chosen)
}
