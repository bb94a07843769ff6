import type { Conversation } from '../conversation.ts'
import type { MessageRow } from './message-table.ts'
import type { MessageText } from './message-texts.ts'

/** Lets a message say something else. Part of the caller's transaction. @param at ISO 8601 */
export function changeText(
  { messages, texts }: Pick<Conversation, 'messages' | 'texts'>,
  { no }: Pick<MessageRow, 'no'>,
  said: MessageText,
  at: string,
): MessageRow {
  texts.replace(no, said)
  return messages.update(no, { editedAt: at })
}
