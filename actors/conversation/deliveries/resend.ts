import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { ByWhom } from '@switchboard/shared-types/contracts/conversation'
import { newId } from '@switchboard/shared-types/ids'
import type { InboxId, MessageId, PersonId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Conversation, Written } from '../conversation.ts'
import { unseen } from '../conversation.ts'
import { showMessage } from '../messages/show-messages.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { deliveryChanged } from './delivery-table.ts'
import type { DeliveryRow } from './delivery-table.ts'
import { handOver } from './send-due.ts'
import { canResend } from './state.ts'

type ResendError = 'message.not_found' | 'message.left'

/**
 * Sends a message once more that failed or may not have arrived, because the person says so. The channel knows it under
 * a new id: the old one it has dealt with. The same key again sends nothing.
 */
export function resend(
  conversation: Conversation,
  owner: InboxId,
  { message: id, key, member }: ByWhom & { readonly message: MessageId; readonly key: string },
  trace: Trace,
  now: Date,
): Written<Result<Message, ResendError>> {
  const { applied, messages, deliveries } = conversation
  const row = messages.byId(id)
  const delivery = row && deliveries.ofMessage(row.id)
  if (row === undefined || delivery === undefined)
    return unseen(err('message.not_found', 'There is no such outgoing message in this conversation.'))
  const call = `resend ${id} ${key}`
  if (applied.answerTo(call) !== null) return unseen(ok(showMessage(conversation, row)))
  if (!canResend(delivery))
    return unseen(err('message.left', 'Only a message that failed, or may have, is sent again.'))
  const again = sendAgain(conversation, member ?? owner, row, delivery, trace, now)
  applied.once(call, now, () => again.outgoingId)
  return { answer: ok(showMessage(conversation, row)), events: [deliveryChanged(again)], tell: true }
}

function sendAgain(
  conversation: Conversation,
  person: InboxId | PersonId,
  row: MessageRow,
  delivery: DeliveryRow,
  trace: Trace,
  now: Date,
): DeliveryRow {
  const at = now.toISOString()
  const again = conversation.deliveries.change(delivery, {
    outgoingId: newId('msg', now.getTime()),
    state: 'queued',
    step: 0,
    at,
    reason: null,
    url: null,
    approvedBy: 'person',
    approvalId: person,
    approvalName: null,
    approvedAt: at,
  })
  handOver(conversation, row, again, trace)
  return again
}
