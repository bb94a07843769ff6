import type { PersonId } from '@switchboard/shared-types/ids'
import type { Timeline } from '../history/timeline.ts'
import type { Written } from '../inbox.ts'
import { assigned } from './assign.ts'
import { changedEvents } from './change-conversations.ts'
import type { ConversationTable } from './conversation-table.ts'

interface AssignmentTables {
  readonly timeline: Timeline
  readonly conversations: ConversationTable
}

/**
 * Takes conversations away from a person who is no member any more, at most `limit`. Call it inside a transaction.
 * @returns how many; as long as it is `limit` there may be more
 */
export function unassignSome(
  tables: AssignmentTables,
  person: PersonId,
  limit: number,
  now: Date,
): Written<number> {
  const rows = tables.conversations
    .assignedTo(person, limit)
    .map((row) => tables.conversations.save(row, assigned(row, null, null, now)))
  const shown = rows.filter(({ mergedInto }) => mergedInto === null)
  return { answer: rows.length, events: changedEvents(tables, shown, now) }
}
