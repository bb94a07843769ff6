import type { Rule, RuleAction, SetRules } from '@switchboard/shared-types/api/rules'
import { newId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { ConversationTable } from '../conversations/conversation-table.ts'
import { noConversation } from '../conversations/list-conversations.ts'
import type { Timeline } from '../history/timeline.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import type { PermissionTable } from '../permissions/permission-table.ts'
import type { RuleTable } from './rule-table.ts'

export interface SetRulesTables {
  readonly timeline: Timeline
  readonly rules: RuleTable
  readonly permissions: PermissionTable
  readonly conversations: ConversationTable
}

type SetError = 'rule.not_found' | 'rule.no_permission' | 'conversation.not_found'

/** Takes all rules in their order, or none of them. Call it inside a transaction. */
export function setRules(
  tables: SetRulesTables,
  input: SetRules,
  now: Date,
): Written<Result<Rule[], SetError>> {
  const list = withCounts(tables.rules.all(), input, now)
  if (!list.ok) return unseen(list)
  for (const action of list.value.flatMap(({ actions }) => actions)) {
    const allowed = checkAction(tables, action)
    if (!allowed.ok) return unseen(allowed)
  }
  tables.rules.replace(list.value)
  return { answer: list, events: [tables.timeline.record({ type: 'rules.changed' }, now)] }
}

function withCounts(
  known: readonly Rule[],
  { rules }: SetRules,
  now: Date,
): Result<Rule[], 'rule.not_found'> {
  const list: Rule[] = []
  for (const { id, ...draft } of rules) {
    const before = known.find((rule) => rule.id === id)
    const isDouble = list.some((rule) => rule.id === id)
    if (id !== undefined && (before === undefined || isDouble)) {
      return err('rule.not_found', 'One of these rules is not there any more, or is named twice.')
    }
    const { matched, lastMatchedAt } = before ?? { matched: 0, lastMatchedAt: null }
    list.push({ ...draft, id: id ?? newId('rul', now.getTime()), matched, lastMatchedAt })
  }
  return ok(list)
}

function checkAction(
  { conversations, permissions }: SetRulesTables,
  action: RuleAction,
): Result<null, 'rule.no_permission' | 'conversation.not_found'> {
  if (action.type !== 'forward') return ok(null)
  const target = conversations.findShown(action.to)
  if (target === undefined) return noConversation()
  if (permissions.forChannel(target.channelId) !== undefined) return ok(null)
  return err(
    'rule.no_permission',
    'Rules may not send to this channel: grant them a standing permission for it first.',
    { channel: target.channelId },
  )
}
