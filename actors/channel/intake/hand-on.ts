import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Channel } from '../channel.ts'
import { channelMessages } from '../channel-messages.ts'
import type { Placed } from './prepare.ts'

/** An outbox message has to fit a row of 2 MB, and the receiver's memory. */
const MAX_BATCH_EVENTS = 50
const MAX_BATCH_CHARS = 512 * 1024

/** Queues events for their conversations. Part of the caller's transaction. */
export function handOn(channel: Channel, placed: readonly Placed[], trace: Trace): void {
  const row = channel.account.get()
  if (row === null) throw new Error('there is no account here')
  for (const { event, conversation } of placed) {
    if (event.type === 'thread-moved' && conversation !== null) channel.moved.add(event.to.key, conversation)
  }
  const byConversation = Map.groupBy(placed, ({ conversation }) => conversation)
  for (const [conversation, group] of byConversation) {
    if (conversation === null) continue
    for (const events of batches(group.map(({ event }) => event))) {
      const batch = { owner: row.owner, channel: channel.id, channelKind: row.kind, events }
      channelMessages.receive(channel.mail, conversation, batch, trace)
    }
  }
}

function* batches(events: readonly ChannelEvent[]): Generator<readonly ChannelEvent[]> {
  // By far the most come alone: nothing has to be measured.
  if (events.length === 1) {
    yield events
    return
  }
  let batch: ChannelEvent[] = []
  let chars = 0
  for (const event of events) {
    const size = JSON.stringify(event).length
    if (batch.length > 0 && (batch.length === MAX_BATCH_EVENTS || chars + size > MAX_BATCH_CHARS)) {
      yield batch
      batch = []
      chars = 0
    }
    batch.push(event)
    chars += size
  }
  if (batch.length > 0) yield batch
}
