import type { Conversation } from '../conversation.ts'
import type { MessageRow } from './message-table.ts'

/** Leaves a tombstone of a message: what it said and its files are gone. Part of the caller's transaction. @param at ISO 8601 */
export function dropText(
  { messages, texts, attachments }: Pick<Conversation, 'messages' | 'texts' | 'attachments'>,
  { no, id }: Pick<MessageRow, 'no' | 'id'>,
  at: string,
): MessageRow {
  texts.clear(no)
  attachments.letGo(id, at)
  return messages.update(no, { deletedAt: at, reactions: null, attachments: 0 })
}
