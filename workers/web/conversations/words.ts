import type { Category, Priority } from '@switchboard/shared-types/api/conversations/analysis'
import type {
  ConversationSummary,
  ConversationView,
} from '@switchboard/shared-types/api/conversations/conversation'

export const VIEW_WORDS: Record<ConversationView, string> = {
  open: 'Conversations',
  unread: 'Conversations',
  answer: 'Waiting for an answer',
  snoozed: 'Snoozed',
  archived: 'Archived conversations',
  all: 'All conversations',
}

export const PRIORITY_WORDS: Record<Priority, string> = {
  urgent: 'Urgent',
  high: 'High priority',
  normal: 'Normal priority',
  low: 'Low priority',
}

export const CATEGORY_WORDS: Record<Category, string> = {
  personal: 'Personal',
  work: 'Work',
  support: 'Support',
  sales: 'Sales',
  finance: 'Finance',
  travel: 'Travel',
  social: 'Social',
  newsletter: 'Newsletter',
  notification: 'Notification',
  spam: 'Spam',
  other: 'Other',
}

/** Who takes part, as a list shows it. */
export function peopleWords({ participants, title }: ConversationSummary): string {
  return participants.length === 0 ? title : participants.join(', ')
}

/** The newest message in a line, with who wrote it where that is not plain. @param isShared in a group's inbox */
export function snippetWords(
  { lastDirection, lastAuthor, snippet, participants }: ConversationSummary,
  isShared: boolean,
): string {
  if (lastDirection === 'out') return `${isShared ? 'Answer' : 'You'}: ${snippet}`
  if (lastDirection === 'note') return `Note: ${snippet}`
  return participants.length > 1 ? `${lastAuthor}: ${snippet}` : snippet
}
