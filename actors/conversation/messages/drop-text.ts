import type { Conversation } from '../conversation.ts'
import type { MessageRow } from './message-table.ts'
import { noteChanged } from './note-changed.ts'

/** Leaves a tombstone of a message: what it said and its files are gone. Part of the caller's transaction. @param at ISO 8601 */
export function dropText(
  conversation: Pick<Conversation, 'messages' | 'state' | 'texts' | 'attachments'>,
  row: Pick<MessageRow, 'no' | 'id' | 'direction'>,
  at: string,
): MessageRow {
  conversation.texts.clear(row.no)
  conversation.attachments.letGo(row.id, at)
  noteChanged(conversation, row)
  return conversation.messages.update(row.no, { deletedAt: at, reactions: null, attachments: 0 })
}
