import type { Adoption } from '@switchboard/shared-types/contracts/conversation-moves'
import type { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { conversationChanged } from '../snapshot/show-conversation.ts'
import { tellNow } from '../snapshot/tell.ts'
import type { ThreadState } from '../state/thread.ts'
import { toMovedThread } from './hand-over.ts'
import { setSplits, splitsOf } from './moves.ts'
import { parcelOf } from './parcels.ts'

interface Cut {
  readonly row: MessageRow
  readonly thread: ThreadState
}

/** @returns the message from which on a thread is taken out */
export function findCut(
  { state, messages }: Conversation,
  from: MessageId,
): Result<Cut, 'message.not_found'> {
  const row = messages.byId(from)
  const thread = row && state.threadByNo(row.threadNo)
  if (row !== undefined && thread !== undefined) return ok({ row, thread })
  return err('message.not_found', 'There is no such message of a thread in this conversation.')
}

/** What the new conversation is told first, so that it is there before anything is taken out. */
export function firstOfSplit(conversation: Conversation, { thread }: Cut, title: string | null): Adoption {
  return { ...parcelOf(conversation), begins: { title, threads: [toMovedThread(thread)] } }
}

/**
 * From now on the message, those behind it and what is new in its thread belong to the other conversation. Part of the
 * caller's transaction.
 */
export function split(
  conversation: Conversation,
  from: MessageId,
  to: ConversationId,
  trace: Trace,
  now: Date,
): Written<Result<{ conversation: ConversationId }, 'message.not_found'>> {
  const cut = findCut(conversation, from)
  if (!cut.ok) return unseen(cut)
  const { row, thread } = cut.value
  // The numbers of what has arrived mean nothing any more once the messages have gone.
  tellNow(conversation, trace, now)
  conversation.state.changeThread(thread.no, { goesTo: to })
  setSplits(conversation, [...splitsOf(conversation), { to, threadNo: thread.no, from: row.no }])
  return { answer: ok({ conversation: to }), events: [conversationChanged(conversation)], tell: true }
}
