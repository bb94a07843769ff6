import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { RuleAction, RuleCondition } from '@switchboard/shared-types/api/rules'
import type { ChannelId, PersonId } from '@switchboard/shared-types/ids'
import { CATEGORY_WORDS, PRIORITY_WORDS } from '../conversations/words.ts'

/** What a rule looks for, in words; one phrase for each part of it. */
export function conditionWords(when: RuleCondition, channels: readonly Channel[]): string[] {
  const { people, words, categories, priorities, answerExpected } = when
  return [
    ...(when.channels === undefined ? [] : [`in ${either(when.channels.map((id) => nameOf(id, channels)))}`]),
    ...(people === undefined ? [] : [`from ${either(people)}`]),
    ...(words === undefined ? [] : [`with ${either(words.map((word) => `“${word}”`))}`]),
    ...(categories === undefined
      ? []
      : [`about ${either(categories.map((one) => CATEGORY_WORDS[one].toLowerCase()))}`]),
    ...(priorities === undefined
      ? []
      : [`of ${either(priorities.map((one) => PRIORITY_WORDS[one].toLowerCase()))}`]),
    ...(answerExpected === true ? ['that wait for an answer'] : []),
    ...(answerExpected === false ? ['that need no answer'] : []),
  ]
}

/** What a rule does, in words. @param called what a member is called */
export function actionWords(action: RuleAction, called: (person: PersonId) => string): string {
  switch (action.type) {
    case 'label':
      return `label “${action.label}”`
    case 'priority':
      return `set ${PRIORITY_WORDS[action.priority].toLowerCase()}`
    case 'archive':
      return 'archive'
    case 'mute':
      return 'mute'
    case 'notify':
      return 'tell me'
    case 'assign':
      return `assign to ${called(action.to)}`
    case 'draft':
      return draftWords(action)
    case 'forward':
      return 'send it on'
  }
}

function draftWords({ wish, useTone }: Extract<RuleAction, { type: 'draft' }>): string {
  const how = useTone === true ? ' in your tone' : ''
  return wish === undefined ? `have a model draft an answer${how}` : `have a model draft${how}: ${wish}`
}

function nameOf(id: ChannelId, channels: readonly Channel[]): string {
  return channels.find((one) => one.id === id)?.name ?? 'a channel that is gone'
}

function either(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(parts)
}
