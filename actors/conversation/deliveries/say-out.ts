import type { Draft } from '@switchboard/shared-types/api/conversations/draft'
import type { Author } from '@switchboard/shared-types/channel-event'
import type { Approval } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Conversation } from '../conversation.ts'
import { insertMessage } from '../messages/insert-message.ts'
import type { MessageRow } from '../messages/message-table.ts'

/** A message of the person, approved. There is no other way to make one that leaves. */
export interface Saying extends Pick<Draft, 'channelId' | 'threadKey' | 'text' | 'replyTo' | 'attachments'> {
  readonly approval: Approval
  readonly author: Author
  /** The agent's, where one approved it. */
  readonly approvalName: string | null
  /** ISO 8601. */
  readonly sendsAt: string
  /** What it becomes again when the approval is taken back. */
  readonly draft: Draft | null
}

/** Puts an approved message among those that were said, to leave at its time. Part of the caller's transaction. */
export function sayOut(
  conversation: Conversation,
  saying: Saying,
  now: Date,
): Result<MessageRow, 'draft.no_thread'> {
  const { state, attachments, deliveries } = conversation
  const { approval, approvalName, sendsAt, draft, text, replyTo } = saying
  const thread = state.thread(saying.channelId, saying.threadKey)
  if (thread === undefined)
    return err('draft.no_thread', 'The thread that this answers is not here any more.')
  const id = newId('msg', now.getTime())
  const files = saying.attachments.flatMap((file) => attachments.byId(file) ?? [])
  for (const file of files) attachments.update(file.id, { messageId: id })
  deliveries.add({
    messageId: id,
    outgoingId: id,
    state: 'approved',
    at: now.toISOString(),
    sendsAt,
    approvedBy: approval.by,
    approvalId: approval.id,
    approvalName,
    approvedAt: approval.at,
    draft,
  })
  const row = insertMessage(
    conversation,
    {
      id,
      thread,
      key: null,
      direction: 'out',
      author: saying.author,
      text,
      html: null,
      at: now.toISOString(),
      nature: 'ordinary',
      replyTo,
      files: files.map(({ name }) => name),
    },
    now,
  )
  return ok(row)
}
