import type { Approval, Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Trace } from '@switchboard/shared-types/trace'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import { deliveryChanged } from './delivery-table.ts'
import type { DeliveryRow } from './delivery-table.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { release } from './state.ts'

/** Hands every approved message whose time has come to its channel, in the order in which they were to leave. */
export function sendDue(conversation: Conversation, trace: Trace, now: Date): Written<null> {
  const events = conversation.deliveries.due(now).flatMap((row) => send(conversation, row, trace, now))
  return { answer: null, events, tell: events.length > 0 }
}

/** Hands one over, once. Part of the caller's transaction. */
export function send(conversation: Conversation, row: DeliveryRow, trace: Trace, now: Date): RoomChange[] {
  const { deliveries, messages } = conversation
  const progress = release(row)
  const message = messages.byId(row.messageId)
  if (progress === null || message === undefined) return []
  const left = deliveries.change(row, { ...progress, at: now.toISOString(), sendsAt: null, draft: null })
  handOver(conversation, message, left, trace)
  return [deliveryChanged(left)]
}

/** The one place where an answer goes on to its channel. Part of the caller's transaction. */
export function handOver(
  conversation: Conversation,
  message: MessageRow,
  { outgoingId, approvedBy, approvalId, approvedAt }: DeliveryRow,
  trace: Trace,
): void {
  const { id, state, texts, attachments, mail } = conversation
  const thread = state.threadByNo(message.threadNo)
  if (thread === undefined) throw new Error('an outgoing message has a thread')
  const approval: Approval = { by: approvedBy, id: approvalId, at: approvedAt }
  const { key, kind, title, url } = thread
  const outgoing: Outgoing = {
    id: outgoingId,
    from: id,
    act: {
      type: 'send',
      thread: { key, kind, title, url },
      text: texts.read([message.no]).get(message.no)?.text ?? '',
      replyTo: replyKey(conversation, message),
    },
    files: attachments.ofMessages([message.id]).map((file) => ({
      id: file.id,
      name: file.name,
      type: file.type,
      size: file.size ?? 0,
    })),
    approval,
  }
  conversationMessages.outgoing(mail, thread.channelId, { owner: state.row.owner, outgoing }, trace)
}

function replyKey({ messages }: Conversation, { replyTo }: MessageRow): string | null {
  return replyTo === null ? null : (messages.byId(replyTo)?.key ?? null)
}
