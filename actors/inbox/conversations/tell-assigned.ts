import type { Mail } from '@switchboard/kernel/outbox/mail'
import { clip } from '@switchboard/kernel/text/clip'
import { groupOfInbox, inboxOf } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { personMessages } from '../person-messages.ts'
import type { ConversationRow } from './conversation-row.ts'

const TITLE = 200

/**
 * Tells whoever has been given conversations so, in their own inbox and once for all that they were given together.
 * Part of the caller's transaction.
 * @param rows as they were given, all to the same person
 * @param giver what whoever gave them is called
 */
export function tellAssigned(
  mail: Pick<Mail, 'send'>,
  inbox: InboxId,
  rows: readonly ConversationRow[],
  giver: string,
  trace: Trace,
): void {
  const [first] = rows
  if (first === undefined || first.assignee === null || first.assignedAt === null) return
  const to = inboxOf(first.assignee)
  // Nobody is told in their own inbox of what they see there.
  if (to === inbox) return
  const isOne = rows.length === 1
  const told = {
    key: `assigned:${first.id}:${first.assignedAt}`,
    kind: 'assignment' as const,
    title: clip(
      `${giver} assigned you ${isOne ? `“${first.title}”` : `${rows.length} conversations`}`,
      TITLE,
    ),
    text: isOne ? first.snippet : clip(rows.map(({ title }) => title).join(', '), TITLE),
    about: isOne ? first.id : null,
    group: groupOfInbox(inbox),
    at: first.assignedAt,
  }
  personMessages.notify(mail, to, told, trace)
}
