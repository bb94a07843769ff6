import type { Rule } from '@switchboard/shared-types/api/rules'
import { assigned } from '../conversations/assign.ts'
import type { NewConversationRow } from '../conversations/conversation-row.ts'
import { triaged } from '../conversations/change-conversations.ts'
import type { RecentMessage } from '../conversations/conversation-texts.ts'
import { askRules } from './engine.ts'
import type { Stage } from './engine.ts'
import { traitsOf } from './message-traits.ts'

/** A rule, and a message that it is for. */
export interface Match {
  readonly rule: Rule
  readonly message: RecentMessage
}

export interface Asked {
  readonly matches: readonly Match[]
  /** The messages, with what is to be remembered of their having been asked about. */
  readonly messages: readonly RecentMessage[]
}

/** Asks the rules about messages of one conversation, each with all that is known by then. */
export function askAbout(
  rules: readonly Rule[],
  row: NewConversationRow,
  asked: readonly { readonly message: RecentMessage; readonly stage: Stage }[],
): Asked {
  const answers = asked.map(({ message, stage }) => {
    const { matches, stoppedBy } = askRules(rules, traitsOf(row, message), stage, message.stoppedBy)
    const analysed = message.analysed || stage !== 'arrived'
    return { matches, message: { ...message, analysed, stoppedBy } }
  })
  return {
    matches: answers.flatMap(({ matches, message }) => matches.map((rule) => ({ rule, message }))),
    messages: answers.map(({ message }) => message),
  }
}

/**
 * @returns the row as the rules that matched want it, the last word of each kind standing; but what somebody has stays
 *   theirs, and the first rule to assign decides
 */
export function sorted<Row extends NewConversationRow>(row: Row, matches: readonly Match[], now: Date): Row {
  const actions = matches.flatMap(({ rule }) => rule.actions)
  return actions.reduce((current, action) => {
    switch (action.type) {
      case 'label':
        return triaged(current, { addLabels: [action.label] })
      case 'priority':
        return triaged(current, { priority: action.priority })
      case 'archive':
        return triaged(current, { archived: true })
      case 'mute':
        return triaged(current, { muted: true })
      case 'assign':
        return current.assignee === null ? assigned(current, action.to, null, now) : current
      default:
        return current
    }
  }, row)
}
