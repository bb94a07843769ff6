import { eq } from 'drizzle-orm'
import type { Conversation } from '../conversation.ts'
import { timeOf } from '../messages/message-no.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { removeMessage } from '../messages/remove-message.ts'
import { messages } from '../schema.ts'

const LAST = Number.MAX_SAFE_INTEGER

/** Takes a message of ours away as if it had not been said. Part of the caller's transaction. */
export function unsay(conversation: Conversation, row: MessageRow): void {
  const { state, messages: table } = conversation
  removeMessage(conversation, row)
  const thread = state.threadByNo(row.threadNo)
  if (thread === undefined || thread.lastAt !== timeOf(row.no)) return
  const newest = table.page(LAST, 1, eq(messages.threadNo, thread.no))[0]
  const { no, episode } = newest ?? { no: null, episode: thread.episode }
  state.changeThread(thread.no, { lastAt: no === null ? null : timeOf(no), episode })
}
