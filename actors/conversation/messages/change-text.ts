import type { Conversation } from '../conversation.ts'
import type { MessageRow } from './message-table.ts'
import { noteChanged } from './note-changed.ts'
import type { MessageText } from './message-texts.ts'

/** Lets a message say something else. Part of the caller's transaction. @param at ISO 8601 */
export function changeText(
  conversation: Pick<Conversation, 'messages' | 'state' | 'texts'>,
  row: Pick<MessageRow, 'id' | 'no' | 'direction'>,
  said: MessageText,
  at: string,
): MessageRow {
  conversation.texts.replace(row.no, said)
  noteChanged(conversation, row)
  return conversation.messages.update(row.no, { editedAt: at })
}
