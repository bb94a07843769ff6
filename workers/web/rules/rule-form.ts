import { Category, Priority } from '@switchboard/shared-types/api/conversations/analysis'
import { RuleDraft, type RuleAction, type RuleCondition } from '@switchboard/shared-types/api/rules'
import { ChannelId, type ConversationId, type PersonId } from '@switchboard/shared-types/ids'
import * as z from 'zod'

/** A rule as its form holds it: every part, also those that are not asked for. */
export interface RuleForm {
  readonly name: string
  readonly channels: readonly string[]
  readonly people: string
  readonly words: string
  readonly categories: readonly string[]
  readonly priorities: readonly string[]
  readonly answerExpected: boolean
  readonly labels: string
  readonly priority: Priority | ''
  readonly archives: boolean
  readonly mutes: boolean
  readonly notifies: boolean
  readonly drafts: boolean
  readonly wish: string
  readonly inTone: boolean
  readonly forwardTo: ConversationId | null
  readonly assignTo: PersonId | null
  readonly stop: boolean
  readonly enabled: boolean
}

export const EMPTY_FORM: RuleForm = {
  name: '',
  channels: [],
  people: '',
  words: '',
  categories: [],
  priorities: [],
  answerExpected: false,
  labels: '',
  priority: '',
  archives: false,
  mutes: false,
  notifies: false,
  drafts: false,
  wish: '',
  inTone: false,
  forwardTo: null,
  assignTo: null,
  stop: false,
  enabled: true,
}

/** The form of a rule that exists. */
export function formOf({ name, when, actions, stop, enabled }: RuleDraft): RuleForm {
  const find = <T extends RuleAction['type']>(type: T): Extract<RuleAction, { type: T }> | undefined =>
    actions.find((action): action is Extract<RuleAction, { type: T }> => action.type === type)
  return {
    name,
    stop,
    enabled,
    channels: when.channels ?? [],
    people: (when.people ?? []).join(', '),
    words: (when.words ?? []).join(', '),
    categories: when.categories ?? [],
    priorities: when.priorities ?? [],
    answerExpected: when.answerExpected === true,
    labels: actions.flatMap((action) => (action.type === 'label' ? [action.label] : [])).join(', '),
    priority: find('priority')?.priority ?? '',
    archives: find('archive') !== undefined,
    mutes: find('mute') !== undefined,
    notifies: find('notify') !== undefined,
    drafts: find('draft') !== undefined,
    wish: find('draft')?.wish ?? '',
    inTone: find('draft')?.useTone === true,
    forwardTo: find('forward')?.to ?? null,
    assignTo: find('assign')?.to ?? null,
  }
}

/** The rule that a form says, or in one sentence what is missing. */
export function ruleOf(form: RuleForm): { readonly rule: RuleDraft } | { readonly problem: string } {
  const when = conditionOf(form)
  const actions = actionsOf(form)
  if (Object.keys(when).length === 0)
    return { problem: 'Say which messages it is about: one part is enough.' }
  if (actions.length === 0) return { problem: 'Say what is to be done with them.' }
  const { name, stop, enabled } = form
  const read = RuleDraft.safeParse({ name, stop, enabled, when, actions })
  if (read.success) return { rule: read.data }
  const [issue] = read.error.issues
  return { problem: `${issue?.path.join('.') ?? 'The rule'}: ${issue?.message ?? 'is not complete'}` }
}

function conditionOf(form: RuleForm): RuleCondition {
  const channels = z.array(ChannelId).parse(form.channels)
  const categories = z.array(Category).parse(form.categories)
  const priorities = z.array(Priority).parse(form.priorities)
  const people = listOf(form.people)
  const words = listOf(form.words)
  return {
    ...(channels.length === 0 ? {} : { channels }),
    ...(people.length === 0 ? {} : { people }),
    ...(words.length === 0 ? {} : { words }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(priorities.length === 0 ? {} : { priorities }),
    ...(form.answerExpected ? { answerExpected: true } : {}),
  }
}

function actionsOf(form: RuleForm): RuleAction[] {
  const { priority, archives, mutes, notifies, drafts, forwardTo, assignTo } = form
  return [
    ...listOf(form.labels).map((label) => ({ type: 'label' as const, label })),
    ...(priority === '' ? [] : [{ type: 'priority' as const, priority }]),
    ...(archives ? [{ type: 'archive' as const }] : []),
    ...(mutes ? [{ type: 'mute' as const }] : []),
    ...(notifies ? [{ type: 'notify' as const }] : []),
    ...(assignTo === null ? [] : [{ type: 'assign' as const, to: assignTo }]),
    ...(drafts ? [draftOf(form)] : []),
    ...(forwardTo === null ? [] : [{ type: 'forward' as const, to: forwardTo }]),
  ]
}

function draftOf({ wish, inTone }: RuleForm): RuleAction {
  return {
    type: 'draft',
    ...(wish.trim() === '' ? {} : { wish: wish.trim() }),
    ...(inTone ? { useTone: true } : {}),
  }
}

/** What stands between commas. */
function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
