import { messageIdOf } from '@switchboard/shared-types/ids'
import type { MessageEvent } from '@switchboard/shared-types/channel-event'
import type { ChannelId, MessageId } from '@switchboard/shared-types/ids'

/** Where a platform speaks of a message. */
export interface Place {
  readonly channel: ChannelId
  readonly thread: string
}

/** The id of what the platform calls `key`: the same wherever and whenever it is heard of. */
export function idOfKey({ channel, thread }: Place, key: string): Promise<MessageId> {
  return messageIdOf(channel, thread, `key ${key}`)
}

/** The id of a message that comes in parts. */
export function idOfGroup({ channel, thread }: Place, groupKey: string): Promise<MessageId> {
  return messageIdOf(channel, thread, `group ${groupKey}`)
}

/** Under which id a message of a platform is kept: its group's where it is a part of one. */
export function idOfMessage(place: Place, event: Pick<MessageEvent, 'key' | 'groupKey'>): Promise<MessageId> {
  return event.groupKey === null ? idOfKey(place, event.key) : idOfGroup(place, event.groupKey)
}
