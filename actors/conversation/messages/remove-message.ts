import { eq } from 'drizzle-orm'
import type { Conversation } from '../conversation.ts'
import { messages } from '../schema.ts'
import { timeOf } from './message-no.ts'
import type { MessageRow } from './message-table.ts'
import { noteChanged } from './note-changed.ts'

/** Takes a message out as if it had never been here; its files stay. Part of the caller's transaction. */
export function removeMessage(conversation: Conversation, row: MessageRow): void {
  const { state, participants, messages: table, texts } = conversation
  table.remove(row)
  texts.remove([row.no])
  participants.count(row.authorNo, -1, timeOf(row.no))
  const arrived = state.arrived.filter((no) => no !== row.no)
  noteChanged(conversation, row)
  state.update({ messages: state.row.messages - 1, arrived: JSON.stringify(arrived) })
  noteNewest(conversation, row)
}

function noteNewest({ state, messages: table }: Conversation, { no, threadNo }: MessageRow): void {
  const thread = state.threadByNo(threadNo)
  if (thread === undefined || thread.lastAt !== timeOf(no)) return
  const newest = table.page(Number.MAX_SAFE_INTEGER, 1, eq(messages.threadNo, thread.no))[0]
  const lastAt = newest ? timeOf(newest.no) : null
  state.changeThread(thread.no, { lastAt, episode: newest?.episode ?? thread.episode })
}
