import type { PersonId } from '@switchboard/shared-types/ids'
import type { NewConversationRow } from './conversation-row.ts'

/**
 * @param by who says so; null: a rule
 * @returns the row as somebody else's, or nobody's; as it was where it is theirs already
 */
export function assigned<Row extends NewConversationRow>(
  row: Row,
  assignee: PersonId | null,
  by: PersonId | null,
  now: Date,
): Row {
  if (assignee === row.assignee) return row
  if (assignee === null) return { ...row, assignee, assignedBy: null, assignedAt: null }
  return { ...row, assignee, assignedBy: by, assignedAt: now.toISOString() }
}
