import type { Agent } from '@switchboard/shared-types/api/agent'
import type { ChannelFeatures } from '@switchboard/shared-types/api/channels/channel'
import type { ApproveDraft, Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { Approval } from '@switchboard/shared-types/contracts/channel'
import type { ByWhom } from '@switchboard/shared-types/contracts/conversation'
import { MessageId } from '@switchboard/shared-types/ids'
import type { DraftId, InboxId, PersonId } from '@switchboard/shared-types/ids'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { longestText, textLength } from '@switchboard/shared-types/text-length'
import type { Conversation, Written } from '../conversation.ts'
import { unseen } from '../conversation.ts'
import { draftAt } from '../drafts/change-drafts.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { showMessage } from '../messages/show-messages.ts'
import { writerOf } from '../participants/participant-table.ts'
import { sayOut } from './say-out.ts'
import { sendTime } from './send-time.ts'

export type ApprovalError =
  | 'draft.not_found'
  | 'draft.changed'
  | 'draft.empty'
  | 'draft.too_long'
  | 'draft.bad_time'
  | 'draft.no_thread'

/** What the channel takes; null: it is not known, and the channel itself refuses what it does not take. */
export type Limits = Pick<ChannelFeatures, 'maxLength' | 'maxCaptionLength' | 'countedIn'> | null

type Approve = ApproveDraft & ByWhom & { readonly draft: DraftId }

/**
 * Lets a draft leave: it becomes a message that waits for its time. The same key again is the same approval: it answers
 * with the same message, as it stands by then.
 */
export function approveDraft(
  conversation: Conversation,
  owner: InboxId,
  input: Approve,
  limits: Limits,
  now: Date,
): Written<Result<Message, ApprovalError>> {
  const key = `approve ${input.draft} ${input.revision} ${input.key}`
  const before = conversation.applied.answerTo(key)
  if (before !== null) return unseen(repeated(conversation, before))
  const made = sayDraft(conversation, owner, input, limits, now)
  if (!made.ok) return unseen(made)
  const message = showMessage(conversation, made.value)
  conversation.applied.once(key, now, () => message.id)
  conversation.drafts.remove(input.draft)
  const events: RoomChange[] = [
    { type: 'message.added', message },
    { type: 'draft.removed', id: input.draft },
  ]
  return { answer: ok(message), events, tell: true }
}

function repeated(conversation: Conversation, id: string): Result<Message, 'draft.changed'> {
  const row = conversation.messages.byId(MessageId.parse(id))
  if (row === undefined) return err('draft.changed', 'This approval was taken back.')
  return ok(showMessage(conversation, row))
}

function sayDraft(
  conversation: Conversation,
  owner: InboxId,
  { draft: id, revision, sendAt, agent, member }: Approve,
  limits: Limits,
  now: Date,
): Result<MessageRow, ApprovalError> {
  const found = draftAt(conversation, id, revision)
  if (!found.ok) return found
  const draft = found.value
  const problem = problemOf(draft, limits)
  if (problem !== null) return problem
  const sendsAt = sendTime(now, sendAt)
  if (!sendsAt.ok) return sendsAt
  const approval = approvalBy(agent ?? null, member ?? owner, now)
  const approvalName = agent?.name ?? null
  // An agent approves what stays the person's own word.
  const author = writerOf(member === undefined ? {} : { member })
  return sayOut(
    conversation,
    { ...draft, approval, approvalName, author, sendsAt: sendsAt.value, draft },
    now,
  )
}

function approvalBy(agent: Agent | null, person: InboxId | PersonId, now: Date): Approval {
  const at = now.toISOString()
  return agent === null ? { by: 'person', id: person, at } : { by: 'agent', id: agent.id, at }
}

function problemOf({ text, attachments }: Draft, limits: Limits) {
  if (text.trim() === '' && attachments.length === 0)
    return err('draft.empty', 'There is nothing to send yet.')
  if (limits === null) return null
  const length = textLength(text, limits.countedIn)
  const maxLength = longestText(limits, attachments.length > 0)
  if (length <= maxLength) return null
  const words =
    length <= limits.maxLength
      ? `Beside files this channel takes ${maxLength} characters at most; the draft has ${length}. Send the files by themselves.`
      : `This channel takes ${maxLength} characters at most; the draft has ${length}.`
  return err('draft.too_long', words, { length, maxLength })
}
