import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import type { EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import { applyEvent } from './apply-event.ts'
import type { PreparedEvent } from './prepare.ts'
import { placeOf } from './place-of.ts'

/** What is passed on in one message: rows hold two megabytes (platform limit), an event some hundred kilobytes. */
const MAX_PASSED_ON = 700_000

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
  const events: RoomChange[] = []
  let tell = false
  for (const one of prepared) {
    const to = placeOf(conversation, channel, one)
    if (to !== null) {
      elsewhere.set(to, [...(elsewhere.get(to) ?? []), one.event])
      continue
    }
    const applied = applyEvent(conversation, origin, one, trace, now)
    events.push(...applied.events)
    tell ||= applied.tell
  }
  for (const [to, passed] of elsewhere) passOn(conversation, to, origin, passed, trace)
  return { answer: ok(null), events, tell }
}

function passOn(
  { mail }: Conversation,
  to: ConversationId,
  origin: Origin,
  events: readonly ChannelEvent[],
  trace: Trace,
): void {
  let part: ChannelEvent[] = []
  let size = 0
  for (const event of events) {
    const length = JSON.stringify(event).length
    if (part.length > 0 && size + length > MAX_PASSED_ON) {
      conversationMessages.events(mail, to, { ...origin, events: part }, trace)
      part = []
      size = 0
    }
    part.push(event)
    size += length
  }
  conversationMessages.events(mail, to, { ...origin, events: part }, trace)
}
