import type { ChannelEvent, MessageEvent } from '@switchboard/shared-types/channel-event'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import type { Conversation } from '../conversation.ts'
import { applyReceipt } from '../deliveries/reports.ts'
import { insertMessage } from '../messages/insert-message.ts'
import type { MessageRow } from '../messages/message-table.ts'
import type { ThreadState } from '../state/thread.ts'
import { NOTHING } from './applied.ts'
import type { Applied } from './applied.ts'
import type { PreparedEvent } from './prepare.ts'

type Prepared = PreparedEvent<MessageEvent>

/**
 * Takes a message in, or a further part of one. Part of the caller's transaction.
 * @param applyLater applies what was heard of the message before it came
 */
export function addMessage(
  conversation: Conversation,
  thread: ThreadState,
  prepared: Prepared,
  applyLater: (row: MessageRow, event: ChannelEvent) => unknown,
  now: Date,
): Applied {
  const { messages, early } = conversation
  const { messageId, keyId } = prepared
  if (messages.has(keyId)) return NOTHING
  const whole = messageId === keyId ? undefined : messages.byId(messageId)
  const row =
    whole === undefined
      ? insert(conversation, thread, prepared, now)
      : addPart(conversation, thread, whole, prepared, now)
  for (const event of early.take(keyId)) applyLater(messages.byNo(row.no) ?? row, event)
  const message = { no: row.no, isNew: whole === undefined }
  return { message, events: bounce(conversation, prepared), tell: true }
}

function insert(
  conversation: Conversation,
  thread: ThreadState,
  { event, messageId, keyId, replyTo }: Prepared,
  now: Date,
): MessageRow {
  const { state, messages, attachments } = conversation
  const { key, author, text, html, at, nature } = event
  const direction = author.self ? 'out' : 'in'
  const files = event.attachments.map(({ name }) => name)
  const message = {
    id: messageId,
    thread,
    key,
    direction,
    author,
    text,
    html,
    at,
    nature,
    replyTo,
    files,
  } as const
  const row = insertMessage(conversation, message, now)
  if (keyId !== messageId) messages.addAlias(keyId, row.no)
  attachments.expect(messageId, thread.channelId, event.attachments, now)
  if (direction === 'in') {
    state.update({ received: state.row.received + 1, arrived: JSON.stringify([...state.arrived, row.no]) })
  }
  return row
}

/** Another part of what people see as one message: its files join the others, its text the others' text. */
function addPart(
  { messages, texts, attachments }: Conversation,
  thread: ThreadState,
  whole: MessageRow,
  { event, keyId }: Prepared,
  now: Date,
): MessageRow {
  messages.addAlias(keyId, whole.no)
  if (whole.deletedAt !== null) return whole
  const said = texts.read([whole.no]).get(whole.no)
  if (event.text !== '') {
    texts.replace(whole.no, {
      text: joined(said?.text ?? '', event.text),
      html: said?.html ? joined(said.html, event.html ?? '') : event.html,
    })
  }
  texts.addFiles(
    whole.no,
    event.attachments.map(({ name }) => name),
  )
  attachments.expect(whole.id, thread.channelId, event.attachments, now)
  return messages.update(whole.no, { attachments: whole.attachments + event.attachments.length })
}

function joined(first: string, second: string): string {
  return [first, second].filter((text) => text !== '').join('\n')
}

/** A mail that came back says of ours that it did not arrive. */
function bounce(conversation: Conversation, { event, about }: Prepared): readonly RoomChange[] {
  const ours = event.nature === 'bounce' && about !== null ? conversation.messages.byId(about) : undefined
  if (ours === undefined) return []
  const reason = 'It came back: the address could not be reached.'
  return applyReceipt(conversation, ours, { state: 'failed', reason, at: event.at }).events
}
