import { and, count, eq, isNull, lte, ne } from 'drizzle-orm'
import type { MessageId } from '@switchboard/shared-types/ids'
import type { Conversation } from '../conversation.ts'
import { timeOf } from '../messages/message-no.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { OWNER } from '../participants/participant-table.ts'
import { messages } from '../schema.ts'
import type { Said } from './said.ts'

const LAST = Number.MAX_SAFE_INTEGER
const isSpoken = and(ne(messages.direction, 'note'), isNull(messages.deletedAt))
const isOwn = and(eq(messages.direction, 'out'), isNull(messages.deletedAt))

/** The newest messages, in their order, without notes, tombstones and what has not left. */
export function newestSaid(conversation: Conversation, limit: number): Said[] {
  return toSaid(conversation, conversation.messages.page(LAST, limit, isSpoken).toReversed())
}

/** How many messages there are up to a number, without notes and tombstones. */
export function countSaid({ db }: Conversation, upTo: number): number {
  const which = and(isSpoken, lte(messages.no, upTo))
  return db.select({ rows: count() }).from(messages).where(which).get()?.rows ?? 0
}

export function saidById(conversation: Conversation, id: MessageId): Said | null {
  const row = conversation.messages.byId(id)
  return row === undefined ? null : (toSaid(conversation, [row])[0] ?? null)
}

/** What the person themself wrote through the connected account, or let leave: not what rules and agents sent. */
export function ownTexts(conversation: Conversation, limit: number): string[] {
  const rows = conversation.messages.page(LAST, limit, isOwn)
  const sent = conversation.deliveries.ofMessages(rows.map(({ id }) => id))
  const own = rows.filter(({ id }) => (sent.get(id)?.approvedBy ?? 'person') === 'person')
  return toSaid(conversation, own).map(({ text }) => text)
}

/** The newest message that is no note and no tombstone. */
export function lastSpoken({ messages: table }: Conversation): MessageRow | undefined {
  return table.page(LAST, 1, isSpoken)[0]
}

function toSaid(conversation: Conversation, rows: readonly MessageRow[]): Said[] {
  const { texts, participants, deliveries } = conversation
  const said = texts.read(rows.map(({ no }) => no))
  const waiting = new Set(deliveries.notSent(rows.map(({ id }) => id)))
  return rows.flatMap((row) => {
    const { id, no, direction, nature, authorNo } = row
    if (direction === 'note' || waiting.has(id)) return []
    const { name, handle, key, bot } = participants.byNo(authorNo) ?? OWNER
    const author = name || handle || key
    return [{ id, no, direction, nature, bot, author, text: said.get(no)?.text ?? '', at: timeOf(no) }]
  })
}
