import type { NewNote } from '@switchboard/shared-types/api/conversations/conversation'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { ByWhom } from '@switchboard/shared-types/contracts/conversation'
import { newId } from '@switchboard/shared-types/ids'
import type { MessageId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Wish } from '../acts/request-act.ts'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { changeText } from '../messages/change-text.ts'
import { insertMessage } from '../messages/insert-message.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { removeMessage } from '../messages/remove-message.ts'
import { showMessage } from '../messages/show-messages.ts'
import { writerOf } from '../participants/participant-table.ts'

/** Writes a note, which nobody outside sees. Part of the caller's transaction. */
export function addNote(
  conversation: Conversation,
  { text, ...by }: NewNote & ByWhom,
  now: Date,
): Written<Result<Message, never>> {
  const row = insertMessage(
    conversation,
    {
      id: newId('msg', now.getTime()),
      thread: null,
      key: null,
      direction: 'note',
      author: writerOf(by),
      text,
      html: null,
      at: now.toISOString(),
      nature: 'ordinary',
      replyTo: null,
      files: [],
    },
    now,
  )
  const message = showMessage(conversation, row)
  return { answer: ok(message), events: [{ type: 'message.added', message }], tell: true }
}

/** @returns the message, if it is a note */
export function findNote({ messages }: Conversation, id: MessageId): MessageRow | undefined {
  const row = messages.byId(id)
  return row?.direction === 'note' ? row : undefined
}

/** Changes a note, or takes it away; nobody is there who could see what one thinks of it. Part of the caller's transaction. */
export function actOnNote(
  conversation: Conversation,
  note: MessageRow,
  wish: Wish,
  now: Date,
): Written<Result<Message, 'channel.unsupported'>> {
  switch (wish.type) {
    case 'edit': {
      const row = changeText(conversation, note, { text: wish.text, html: null }, now.toISOString())
      const message = showMessage(conversation, row)
      return { answer: ok(message), events: [{ type: 'message.changed', message }], tell: true }
    }
    case 'delete': {
      const message = showMessage(conversation, note)
      removeMessage(conversation, note)
      return { answer: ok(message), events: [{ type: 'messages.removed', ids: [note.id] }], tell: true }
    }
    case 'react':
      return unseen(err('channel.unsupported', 'Notes have no reactions.'))
  }
}
