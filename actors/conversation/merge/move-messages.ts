import { eq, inArray } from 'drizzle-orm'
import type { MovedMessage } from '@switchboard/shared-types/contracts/conversation-moves'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { removeMessage } from '../messages/remove-message.ts'
import { acts, messages } from '../schema.ts'
import { setSplits, splitsOf } from './moves.ts'
import { packMessage } from './pack-message.ts'
import { parcelOf, parcels } from './parcels.ts'
import { namesOf } from './unpack-message.ts'

/** How many are looked at for the next part. */
const MOVED_TOGETHER = 100

/** Sends the next messages to where they belong. Part of the caller's transaction. */
export function moveNext(conversation: Conversation, trace: Trace): Written<null> {
  const [split, ...rest] = splitsOf(conversation)
  const { mergedInto } = conversation.state.row
  if (split !== undefined) {
    const which = eq(messages.threadNo, split.threadNo)
    const rows = conversation.messages.from(split.from, MOVED_TOGETHER, which)
    if (rows.length > 0) return move(conversation, split.to, rows, trace)
    setSplits(conversation, rest)
    return unseen(null)
  }
  if (mergedInto === null) return unseen(null)
  return move(conversation, mergedInto, conversation.messages.from(0, MOVED_TOGETHER), trace)
}

function move(
  conversation: Conversation,
  to: ConversationId,
  rows: readonly MessageRow[],
  trace: Trace,
): Written<null> {
  const { state, mail } = conversation
  const [packed = []] = parcels(rows.map((row) => packMessage(conversation, row)))
  for (const [place, moved] of packed.entries()) {
    const row = rows[place]
    if (row !== undefined) letGo(conversation, row, moved, to)
  }
  conversationMessages.adoption(mail, to, { ...parcelOf(conversation), messages: packed }, trace)
  const ids = packed.map((moved) => moved.id)
  return { answer: null, events: [{ type: 'messages.removed', ids }], tell: state.row.mergedInto === null }
}

function letGo(conversation: Conversation, row: MessageRow, moved: MovedMessage, to: ConversationId): void {
  const { db, deliveries, attachments } = conversation
  const delivery = deliveries.ofMessage(row.id)
  if (delivery !== undefined) deliveries.remove(delivery)
  const wanted = moved.acts.map((act) => act.id)
  if (wanted.length > 0) db.delete(acts).where(inArray(acts.id, wanted)).run()
  const held = moved.files.filter((file) => file.state === 'stored' && file.heldBy === conversation.id)
  attachments.handOver(
    row.id,
    held.map((file) => file.id),
  )
  removeMessage(conversation, row)
  conversation.moved.note(namesOf(moved), to)
}
