import type { RuleAction } from '@switchboard/shared-types/api/rules'

/** @returns what an action does, in words */
export function describeAction(action: RuleAction): string {
  switch (action.type) {
    case 'label':
      return `adds the label “${action.label}”`
    case 'priority':
      return `sets the priority to ${action.priority}`
    case 'archive':
      return 'archives the conversation'
    case 'mute':
      return 'mutes the conversation'
    case 'notify':
      return 'tells you'
    case 'assign':
      return 'assigns the conversation, if nobody has it'
    case 'draft':
      return 'has an answer drafted'
    case 'forward':
      return 'sends the text on'
  }
}
