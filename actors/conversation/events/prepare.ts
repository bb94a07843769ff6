import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { MessageId } from '@switchboard/shared-types/ids'
import { idOfKey, idOfMessage } from '../messages/message-id.ts'

/** An event with the ids of what it speaks of, which are hashes and so can not be made inside a transaction. */
export interface PreparedEvent<E extends ChannelEvent = ChannelEvent> {
  readonly event: E
  /** Under which the message is kept. */
  readonly messageId: MessageId
  /** Of what the platform calls `key`: another one where the message comes in parts. */
  readonly keyId: MessageId
  readonly replyTo: MessageId | null
  /** Of a bounce: the message that came back. */
  readonly about: MessageId | null
}

export async function prepare({ channel, events }: EventBatch): Promise<PreparedEvent[]> {
  return await Promise.all(
    events.map(async (event) => {
      const place = { channel, thread: event.thread.key }
      const named = (key: string | null) => (key === null ? null : idOfKey(place, key))
      if (event.type === 'message') {
        const [messageId, keyId] = await Promise.all([idOfMessage(place, event), idOfKey(place, event.key)])
        const [replyTo, about] = await Promise.all([named(event.replyTo), named(event.about)])
        return { event, messageId, keyId, replyTo, about }
      }
      // A thread that moved speaks of no message: its id is never looked up.
      const keyId = await idOfKey(place, event.type === 'thread-moved' ? event.to.key : event.key)
      return { event, messageId: keyId, keyId, replyTo: null, about: null }
    }),
  )
}
