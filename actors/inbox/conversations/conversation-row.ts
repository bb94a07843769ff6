import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { conversations } from '../schema.ts'

export type ConversationRow = typeof conversations.$inferSelect
export type NewConversationRow = Omit<ConversationRow, 'no'>

export function toSummary(row: NewConversationRow): ConversationSummary {
  return {
    id: row.id,
    channelId: row.channelId,
    channelKind: row.channelKind,
    title: row.title,
    participants: row.participants,
    snippet: row.snippet,
    lastAuthor: row.lastAuthor,
    lastDirection: row.lastDirection,
    lastAt: row.lastAt,
    unread: unreadOf(row),
    priority: row.ownPriority ?? row.analysedPriority,
    priorityReason: row.ownPriority === null ? row.priorityReason : null,
    category: row.category,
    summary: row.summary,
    answerExpected: row.answerExpected,
    draft: row.draft,
    trouble: row.trouble,
    archived: row.archived,
    muted: row.muted,
    snoozedUntil: row.snoozedUntil,
    labels: row.labels,
    assignee: row.assignee,
    assignedBy: row.assignedBy,
    assignedAt: row.assignedAt,
  }
}

export function unreadOf({ received, readUpTo }: Pick<ConversationRow, 'received' | 'readUpTo'>): number {
  return Math.max(0, received - readUpTo)
}

/** Whether a conversation is in the views that ask for attention, apart from what they ask for. */
export function isOpen(row: NewConversationRow): boolean {
  return !row.archived && row.snoozedUntil === null && row.mergedInto === null
}

/** Makes a conversation unread, whether or not it was; also one in which nobody else has written. */
export function unreadAgain({ received, readUpTo }: Pick<ConversationRow, 'received' | 'readUpTo'>): number {
  return Math.min(readUpTo, received - 1)
}
