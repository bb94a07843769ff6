import type { DeliveryReport } from '@switchboard/shared-types/contracts/channel'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { actById } from '../acts/act-table.ts'
import { applyActReport } from '../acts/apply-act-report.ts'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { conversationMessages } from '../conversation-messages.ts'
import { applyReport } from '../deliveries/reports.ts'
import { learnKey } from '../messages/learn-key.ts'
import type { LearnedKey } from '../messages/learn-key.ts'
import { idOfKey } from '../messages/message-id.ts'

/** @returns the message of ours that a report names by the platform's key, with the hash of it; null where it names none */
export async function learnedKeyOf(
  { state, messages, deliveries }: Conversation,
  { id, key }: DeliveryReport,
): Promise<LearnedKey | null> {
  const sent = deliveries.ofOutgoing(id)
  const row = sent && messages.byId(sent.messageId)
  const thread = row && state.threadByNo(row.threadNo)
  if (row === undefined || thread === undefined || key === null) return null
  return { row, key, keyId: await idOfKey({ channel: thread.channelId, thread: thread.key }, key) }
}

/** Takes in what a channel says of something that went out from here. Part of the caller's transaction. */
export function hearReport(
  conversation: Conversation,
  report: DeliveryReport,
  learned: LearnedKey | null,
  trace: Trace,
): Written<Result<null>> {
  const { db, state, deliveries } = conversation
  if (state.read() === undefined) return unseen(ok(null))
  const act = actById(db, report.id)
  if (act !== undefined) return { ...applyActReport(conversation, act, report), answer: ok(null) }
  const sent = deliveries.ofOutgoing(report.id)
  if (sent === undefined) return passOn(conversation, report, trace)
  const { events, tell } = applyReport(conversation, sent, report)
  const heard = learned === null ? [] : learnKey(conversation, learned)
  return { answer: ok(null), events: [...events, ...heard], tell: tell || heard.length > 0 }
}

/** What is not here has gone elsewhere, or is no more. */
function passOn(conversation: Conversation, report: DeliveryReport, trace: Trace): Written<Result<null>> {
  const to = conversation.moved.placeOf(report.id) ?? conversation.state.row.mergedInto
  if (to !== null) conversationMessages.report(conversation.mail, to, report, trace)
  return unseen(ok(null))
}
