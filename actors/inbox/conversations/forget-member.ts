import type { RuleAction } from '@switchboard/shared-types/api/rules'
import type { PersonId } from '@switchboard/shared-types/ids'
import type { Timeline } from '../history/timeline.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import type { RuleTable } from '../rules/rule-table.ts'
import { assigned } from './assign.ts'
import { changedEvents } from './change-conversations.ts'
import type { ConversationTable } from './conversation-table.ts'

/**
 * Takes a person who is no member any more out of the rules: what would assign to them does so no more, and a rule that
 * does nothing else goes. Call it inside a transaction.
 */
export function forgetInRules(
  { timeline, rules }: { readonly timeline: Timeline; readonly rules: RuleTable },
  person: PersonId,
  now: Date,
): Written<null> {
  const before = rules.all()
  const isTheirs = (action: RuleAction): boolean => action.type === 'assign' && action.to === person
  if (!before.some(({ actions }) => actions.some(isTheirs))) return unseen(null)
  const kept = before.flatMap(({ actions, ...rule }) => {
    const left = actions.filter((action) => !isTheirs(action))
    return left.length === 0 ? [] : [Object.assign(rule, { actions: left })]
  })
  rules.replace(kept)
  return { answer: null, events: [timeline.record({ type: 'rules.changed' }, now)] }
}

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
