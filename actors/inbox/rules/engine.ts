import type { Category, Priority } from '@switchboard/shared-types/api/conversations/analysis'
import type { Rule, RuleCondition, RuleDraft } from '@switchboard/shared-types/api/rules'
import type { ChannelId, RuleId } from '@switchboard/shared-types/ids'
import { fold } from './fold.ts'
import { matchPerson } from './match-person.ts'
import { saysWords } from './match-words.ts'

/** What rules ask about. Null: it is not known, so no condition on it holds. */
export interface Traits {
  readonly channel: ChannelId | null
  /** Name, handle and address of whoever wrote it. */
  readonly people: readonly string[]
  readonly text: string
  readonly category: Category | null
  readonly priority: Priority | null
  readonly answerExpected: boolean | null
}

/** Which of the rules are asked: those that wait for an analysis, those that do not, or all. */
export type Stage = 'arrived' | 'analysed' | 'all'

export interface Asked {
  readonly matches: readonly Rule[]
  /** The rule after which no later one was asked, now or before. */
  readonly stoppedBy: RuleId | null
}

/**
 * Asks rules in their order.
 * @param stoppedBy the rule at which an earlier stage stopped: nothing behind it is asked
 */
export function askRules(
  rules: readonly Rule[],
  traits: Traits,
  stage: Stage,
  stoppedBy: RuleId | null = null,
): Asked {
  const end = rules.findIndex(({ id }) => id === stoppedBy)
  const matches: Rule[] = []
  for (const rule of end === -1 ? rules : rules.slice(0, end)) {
    if (!rule.enabled || !isOf(stage, rule) || reasonsOf(rule.when, traits) === null) continue
    matches.push(rule)
    if (rule.stop) return { matches, stoppedBy: rule.id }
  }
  return { matches, stoppedBy }
}

/** Whether a rule can not be asked before an analysis. */
export function needsAnalysis({ when }: Pick<RuleDraft, 'when'>): boolean {
  return when.categories !== undefined || when.priorities !== undefined || when.answerExpected !== undefined
}

/** @returns which parts of the condition hold, in words; null where one of them does not */
export function reasonsOf(condition: RuleCondition, traits: Traits): string[] | null {
  const reasons = [
    ...part(condition.channels, (channels) => overChannel(channels, traits)),
    ...part(condition.people, (people) => fromPerson(people, traits)),
    ...part(condition.words, (words) => saysOne(words, traits)),
    ...part(condition.categories, (categories) =>
      traits.category !== null && categories.includes(traits.category) ? `is about ${traits.category}` : null,
    ),
    ...part(condition.priorities, (priorities) =>
      traits.priority !== null && priorities.includes(traits.priority)
        ? `has the priority ${traits.priority}`
        : null,
    ),
    ...part(condition.answerExpected, (expected) => answerReason(expected, traits)),
  ]
  const held = reasons.filter((reason) => reason !== null)
  return held.length === reasons.length ? held : null
}

function isOf(stage: Stage, rule: RuleDraft): boolean {
  return stage === 'all' || needsAnalysis(rule) === (stage === 'analysed')
}

/** Nothing for a part that the condition does not name; else why it holds, or null. */
function part<T>(asked: T | undefined, reason: (asked: T) => string | null): (string | null)[] {
  return asked === undefined ? [] : [reason(asked)]
}

function overChannel(channels: readonly ChannelId[], { channel }: Traits): string | null {
  return channel !== null && channels.includes(channel) ? 'came over this channel' : null
}

function fromPerson(patterns: readonly string[], { people }: Traits): string | null {
  const found = patterns.find((pattern) => people.some((name) => matchPerson(pattern, name)))
  return found === undefined ? null : `was written by “${found}”`
}

function saysOne(words: readonly string[], { text }: Traits): string | null {
  const said = fold(text)
  const found = words.find((word) => saysWords(word, said))
  return found === undefined ? null : `says “${found}”`
}

function answerReason(expected: boolean, traits: Traits): string | null {
  if (traits.answerExpected !== expected) return null
  return expected ? 'waits for an answer' : 'waits for no answer'
}
