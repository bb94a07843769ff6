import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { TriageChange } from './change.ts'

/** The conversation as the server will tell it after a change. */
export function withTriage(one: ConversationSummary, change: TriageChange): ConversationSummary {
  const {
    read,
    archived,
    muted,
    snoozedUntil,
    priority,
    assignee,
    addLabels = [],
    removeLabels = [],
  } = change
  const labels = [...new Set([...one.labels, ...addLabels])].filter((label) => !removeLabels.includes(label))
  return {
    ...one,
    labels,
    archived: archived ?? one.archived,
    muted: muted ?? one.muted,
    snoozedUntil: archived === true ? null : snoozedUntil === undefined ? one.snoozedUntil : snoozedUntil,
    priority: priority ?? one.priority,
    assignee: assignee === undefined ? one.assignee : assignee,
    unread: read === undefined ? one.unread : read ? 0 : Math.max(1, one.unread),
  }
}
