import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { MessageId } from '@switchboard/shared-types/ids'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Conversation, Written } from '../conversation.ts'
import { unseen } from '../conversation.ts'
import { canUndo } from './state.ts'
import { removeMessage } from '../messages/remove-message.ts'

/** Takes an approved message back before it leaves: it is a draft again, under the draft's own id. */
export function takeBack(
  conversation: Conversation,
  id: MessageId,
  now: Date,
): Written<Result<Draft, 'message.not_found' | 'message.left'>> {
  const { messages, deliveries, drafts, attachments } = conversation
  const row = messages.byId(id)
  const delivery = row && deliveries.ofMessage(row.id)
  if (row === undefined || delivery === undefined)
    return unseen(err('message.not_found', 'There is no such outgoing message in this conversation.'))
  if (!canUndo(delivery) || delivery.draft === null)
    return unseen(err('message.left', 'This message has left already.'))
  const { revision } = delivery.draft
  const again = { ...delivery.draft, revision: revision + 1, updatedAt: now.toISOString() }
  for (const file of again.attachments) attachments.update(file, { messageId: null })
  deliveries.remove(delivery)
  removeMessage(conversation, row)
  const draft = drafts.put(again)
  const events: RoomChange[] = [
    { type: 'messages.removed', ids: [row.id] },
    { type: 'draft.changed', draft },
  ]
  return { answer: ok(draft), events, tell: true }
}
