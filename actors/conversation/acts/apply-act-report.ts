import { eq } from 'drizzle-orm'
import * as z from 'zod'
import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { changeText } from '../messages/change-text.ts'
import { dropText } from '../messages/drop-text.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { withReactions } from '../messages/reactions.ts'
import { showMessage } from '../messages/show-messages.ts'
import { OWNER } from '../participants/participant-table.ts'
import { acts } from '../schema.ts'
import type { ActRow } from './act-table.ts'

/** What is wanted of a message: its new text, or what the person thinks of it. */
export const Wanted = z.union([
  z.object({ text: z.string() }),
  z.object({ reactions: z.array(z.string()) }),
  z.object({}),
])

/** Takes in what became of something that the person wanted done to a message. Part of the caller's transaction. */
export function applyActReport(
  conversation: Conversation,
  act: ActRow,
  report: DeliveryReport,
): Written<null> {
  const { db, messages } = conversation
  if (report.step <= act.step) return unseen(null)
  const row = messages.byId(act.messageId)
  const isDone = report.state === 'sent' || report.state === 'delivered' || report.state === 'read'
  if (isDone || row === undefined) db.delete(acts).where(eq(acts.id, act.id)).run()
  else db.update(acts).set(standing(report)).where(eq(acts.id, act.id)).run()
  if (row === undefined) return unseen(null)
  const after = isDone ? perform(conversation, act, row, report.at) : row
  const message = showMessage(conversation, after)
  return {
    answer: null,
    events: [{ type: 'message.changed', message }],
    tell: isDone && act.type !== 'react',
  }
}

function standing({ state, step, reason }: DeliveryReport): Pick<ActRow, 'state' | 'step' | 'reason'> {
  return { state: state === 'failed' || state === 'unknown' ? state : 'pending', step, reason }
}

function perform(conversation: Conversation, act: ActRow, row: MessageRow, at: string): MessageRow {
  if (row.deletedAt !== null) return row
  const wanted = Wanted.parse(JSON.parse(act.wanted))
  if ('text' in wanted) return changeText(conversation, row, { text: wanted.text, html: null }, at)
  if (!('reactions' in wanted)) return dropText(conversation, row, at)
  const reactions = withReactions(row.reactions, OWNER, wanted.reactions, at)
  return conversation.messages.update(row.no, { reactions })
}
