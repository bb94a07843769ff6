import type {
  ChannelEvent,
  DeletionEvent,
  EditEvent,
  ReactionEvent,
  ThreadMovedEvent,
} from '@switchboard/shared-types/channel-event'
import type { EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Conversation } from '../conversation.ts'
import { applyReceipt } from '../deliveries/reports.ts'
import { followThread } from '../merge/follow-thread.ts'
import { changeText } from '../messages/change-text.ts'
import { dropText } from '../messages/drop-text.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { applyReaction } from '../messages/reactions.ts'
import { addMessage } from './add-message.ts'
import { changed, NOTHING } from './applied.ts'
import type { Applied } from './applied.ts'
import type { PreparedEvent } from './prepare.ts'

type Origin = Pick<EventBatch, 'owner' | 'channel' | 'channelKind'>

/** Applies an event that belongs here, once however often it comes. Part of the caller's transaction. */
export function applyEvent(
  conversation: Conversation,
  origin: Origin,
  prepared: PreparedEvent,
  trace: Trace,
  now: Date,
): Applied {
  const { event } = prepared
  const thread = conversation.state.learnThread(origin.channel, origin.channelKind, event.thread)
  // A message is known by its id; everything else is remembered by the platform's id of the event.
  if (event.type === 'message') {
    return addMessage(
      conversation,
      thread,
      { ...prepared, event },
      (row, later) => applyLater(conversation, row, later),
      now,
    )
  }
  return once(conversation, `${origin.channel} ${event.eventId}`, now, () => {
    if (event.type === 'thread-moved') return moveThread(conversation, origin, event, trace)
    const row = conversation.messages.byId(prepared.keyId)
    if (row !== undefined) return applyLater(conversation, row, event)
    conversation.early.keep(prepared.keyId, event, now)
    return NOTHING
  })
}

function once({ applied }: Conversation, key: string, now: Date, apply: () => Applied): Applied {
  let made = NOTHING
  applied.once(key, now, () => {
    made = apply()
    return ''
  })
  return made
}

/** Applies to a message what was heard of it. Part of the caller's transaction. */
export function applyLater(conversation: Conversation, row: MessageRow, event: ChannelEvent): Applied {
  switch (event.type) {
    case 'edit':
      return edit(conversation, row, event)
    case 'deletion':
      return remove(conversation, row, event)
    case 'reaction':
      return react(conversation, row, event)
    case 'receipt':
      return { ...applyReceipt(conversation, row, event), message: null }
    case 'message':
    case 'thread-moved':
      return NOTHING
  }
}

/** An edit that is older than the one before it changes nothing. */
function edit(conversation: Conversation, row: MessageRow, { text, html, at }: EditEvent): Applied {
  if (row.deletedAt !== null || (row.editedAt !== null && row.editedAt > at)) return NOTHING
  return changed(changeText(conversation, row, { text, html }, at))
}

function remove(conversation: Conversation, row: MessageRow, { at }: DeletionEvent): Applied {
  return row.deletedAt === null ? changed(dropText(conversation, row, at)) : NOTHING
}

function react(conversation: Conversation, row: MessageRow, event: ReactionEvent): Applied {
  const reactions = applyReaction(row.reactions, event)
  if (row.deletedAt !== null || reactions === row.reactions) return NOTHING
  return { ...changed(conversation.messages.update(row.no, { reactions })), tell: false }
}

function moveThread(
  conversation: Conversation,
  origin: Origin,
  { thread, to }: ThreadMovedEvent,
  trace: Trace,
): Applied {
  followThread(conversation, origin, { from: thread, to }, trace)
  return { message: null, events: [], tell: true }
}
