import { readUsage } from '../../usage/read-usage.ts'
import type { Answer, AnswerPart } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import { listOf, membersOf, numberOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import { readSaid } from './read-message.ts'
import { readStop } from './stops.ts'

export function readAnswer(completion: Members, context: AnswerContext): Answer {
  const choice = membersOf(listOf(completion['choices'])[0])
  const message = membersOf(choice['message'])
  const said = readSaid(message)
  const calls = listOf(message['tool_calls']).map((call, i) => readCall(membersOf(call), i))
  const refused = said.some(({ kind }) => kind === 'refusal')
  return {
    id: stringOf(completion['id']) ?? '',
    model: stringOf(completion['model']) ?? context.model,
    created: numberOf(completion['created']) ?? context.created,
    parts: [...said, ...calls],
    stop: readStop(choice['finish_reason'], calls.length > 0, refused),
    stopSequence: null,
    usage: readUsage('openai-chat', completion['usage']),
  }
}

function readCall(call: Members, index: number): AnswerPart {
  const custom = call['type'] === 'custom'
  const called = membersOf(custom ? call['custom'] : call['function'])
  return {
    kind: 'toolCall',
    id: callId(call['id'], index),
    name: stringOf(called['name']) ?? '',
    input: stringOf(custom ? called['input'] : called['arguments']) ?? '',
    custom,
  }
}

/** Some compatible servers give calls no id; the client needs one to answer them. */
export function callId(id: unknown, index: number): string {
  return typeof id === 'string' && id !== '' ? id : `call_${index}_${crypto.randomUUID().slice(0, 8)}`
}
