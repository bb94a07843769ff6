import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import { parcels } from '../merge/parcels.ts'
import { toldOf } from './applied.ts'
import type { Applied } from './applied.ts'
import { applyEvent } from './apply-event.ts'
import type { PreparedEvent } from './prepare.ts'
import { placeOf } from './place-of.ts'

type Origin = Pick<EventBatch, 'owner' | 'channel' | 'channelKind'>

/** Applies what a channel brings, each event once, and passes on what belongs elsewhere. Part of the caller's transaction. */
export function receive(
  conversation: Conversation,
  { owner, channel, channelKind }: Origin,
  prepared: readonly PreparedEvent[],
  trace: Trace,
  now: Date,
): Written<Result<null, 'conversation.foreign'>> {
  const { state } = conversation
  if (state.read() === undefined) state.create(owner)
  if (state.row.owner !== owner) {
    return unseen(err('conversation.foreign', 'This conversation belongs to another inbox.'))
  }
  const origin = { owner, channel, channelKind }
  const elsewhere = new Map<ConversationId, ChannelEvent[]>()
  const applied: Applied[] = []
  for (const one of prepared) {
    const to = placeOf(conversation, channel, one)
    if (to !== null) {
      elsewhere.set(to, [...(elsewhere.get(to) ?? []), one.event])
      continue
    }
    applied.push(applyEvent(conversation, origin, one, trace, now))
  }
  for (const [to, passed] of elsewhere) {
    for (const part of parcels(passed)) {
      conversationMessages.events(conversation.mail, to, { ...origin, events: part }, trace)
    }
  }
  const tell = applied.some((one) => one.tell)
  return { answer: ok(null), events: toldOf(conversation, applied), tell }
}
