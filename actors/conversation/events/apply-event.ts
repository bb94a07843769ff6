import type {
  ChannelEvent,
  DeletionEvent,
  EditEvent,
  ReactionEvent,
  ThreadMovedEvent,
} from '@switchboard/shared-types/channel-event'
import type { EventBatch } from '@switchboard/shared-types/contracts/conversation'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { applyReceipt } from '../deliveries/reports.ts'
import { followThread } from '../merge/follow-thread.ts'
import { changeText } from '../messages/change-text.ts'
import { dropText } from '../messages/drop-text.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { applyReaction } from '../messages/reactions.ts'
import { showMessage } from '../messages/show-messages.ts'
import { addMessage } from './add-message.ts'
import type { PreparedEvent } from './prepare.ts'

type Origin = Pick<EventBatch, 'owner' | 'channel' | 'channelKind'>
const NOTHING = unseen(null)

/** Applies an event that belongs here, once however often it comes. Part of the caller's transaction. */
export function applyEvent(
  conversation: Conversation,
  origin: Origin,
  prepared: PreparedEvent,
  trace: Trace,
  now: Date,
): Written<null> {
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

function once({ applied }: Conversation, key: string, now: Date, apply: () => Written<null>): Written<null> {
  let written: Written<null> = NOTHING
  applied.once(key, now, () => {
    written = apply()
    return ''
  })
  return written
}

/** Applies to a message what was heard of it. Part of the caller's transaction. */
export function applyLater(conversation: Conversation, row: MessageRow, event: ChannelEvent): Written<null> {
  switch (event.type) {
    case 'edit':
      return edit(conversation, row, event)
    case 'deletion':
      return remove(conversation, row, event)
    case 'reaction':
      return react(conversation, row, event)
    case 'receipt':
      return applyReceipt(conversation, row, event)
    case 'message':
    case 'thread-moved':
      return NOTHING
  }
}

/** An edit that is older than the one before it changes nothing. */
function edit(conversation: Conversation, row: MessageRow, { text, html, at }: EditEvent): Written<null> {
  if (row.deletedAt !== null || (row.editedAt !== null && row.editedAt > at)) return NOTHING
  return shown(conversation, changeText(conversation, row, { text, html }, at))
}

function remove(conversation: Conversation, row: MessageRow, { at }: DeletionEvent): Written<null> {
  return row.deletedAt === null ? shown(conversation, dropText(conversation, row, at)) : NOTHING
}

function react(conversation: Conversation, row: MessageRow, event: ReactionEvent): Written<null> {
  const reactions = applyReaction(row.reactions, event)
  if (row.deletedAt !== null || reactions === row.reactions) return NOTHING
  return { ...shown(conversation, conversation.messages.update(row.no, { reactions })), tell: false }
}

function moveThread(
  conversation: Conversation,
  origin: Origin,
  { thread, to }: ThreadMovedEvent,
  trace: Trace,
): Written<null> {
  followThread(conversation, origin, { from: thread, to }, trace)
  return { answer: null, events: [], tell: true }
}

function shown(conversation: Conversation, row: MessageRow): Written<null> {
  return {
    answer: null,
    events: [{ type: 'message.changed', message: showMessage(conversation, row) }],
    tell: true,
  }
}
