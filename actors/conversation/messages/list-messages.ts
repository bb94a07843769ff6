import type { MessagePage, MessageQuery } from '@switchboard/shared-types/api/conversations/message'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Conversation } from '../conversation.ts'
import type { MessageRow } from './message-table.ts'
import { showMessages } from './show-messages.ts'

/** A page of messages, newest first; the cursor is the number of the last one shown. */
export function listMessages(
  conversation: Conversation,
  query: MessageQuery,
): Result<MessagePage, 'cursor.invalid'> {
  const before = query.cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(query.cursor)
  if (before === null) return err('cursor.invalid', 'This cursor is not one of ours.')
  const rows = find(conversation, query.q, before, query.limit + 1)
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return ok({
    messages: showMessages(conversation, shown),
    nextCursor: rows.length > query.limit && last ? String(last.no) : null,
  })
}

function find(
  { messages, texts }: Conversation,
  q: string | undefined,
  before: number,
  limit: number,
): MessageRow[] {
  return q === undefined ? messages.page(before, limit) : messages.byNumbers(texts.search(q, before, limit))
}

function readCursor(cursor: string): number | null {
  const before = /^[1-9]\d{0,15}$/.test(cursor) ? Number(cursor) : Number.NaN
  return Number.isSafeInteger(before) ? before : null
}
