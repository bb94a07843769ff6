import { readUsage } from '../../usage/read-usage.ts'
import type { Answer, AnswerPart } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import { listOf, membersOf, numberOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { readStop } from './stops.ts'

export function readAnswer(response: Members, context: AnswerContext, losses: Losses): Answer {
  const parts = listOf(response['output']).flatMap((item) => readItem(membersOf(item), losses))
  const called = parts.some(({ kind }) => kind === 'toolCall')
  const refused = parts.some(({ kind }) => kind === 'refusal')
  return {
    id: stringOf(response['id']) ?? '',
    model: stringOf(response['model']) ?? context.model,
    created: numberOf(response['created_at']) ?? context.created,
    parts,
    stop: readStop(response, called, refused),
    stopSequence: null,
    usage: readUsage('openai-responses', response['usage']),
  }
}

function readItem(item: Members, losses: Losses): AnswerPart[] {
  switch (item['type']) {
    case 'message':
      return listOf(item['content']).flatMap((part) => readPart(membersOf(part)))
    case 'reasoning':
      return readReasoning(item)
    case 'function_call':
    case 'custom_tool_call':
      return [readCall(item)]
    default:
      losses.foreign(String(item['type']))
      return []
  }
}

function readPart(part: Members): AnswerPart[] {
  if (part['type'] === 'refusal') return [{ kind: 'refusal', text: stringOf(part['refusal']) ?? '' }]
  return [{ kind: 'text', text: stringOf(part['text']) ?? '' }]
}

/** OpenAI shows a summary; open models behind the same protocol show the reasoning itself. */
function readReasoning(item: Members): AnswerPart[] {
  const summary = textsOf(item['summary']).join('\n\n')
  const text = summary === '' ? textsOf(item['content']).join('') : summary
  return text === '' ? [] : [{ kind: 'thinking', text }]
}

function textsOf(parts: unknown): string[] {
  return listOf(parts).map((part) => stringOf(membersOf(part)['text']) ?? '')
}

export function readCall(item: Members): Extract<AnswerPart, { kind: 'toolCall' }> {
  const custom = item['type'] === 'custom_tool_call'
  return {
    kind: 'toolCall',
    id: stringOf(item['call_id']) ?? stringOf(item['id']) ?? '',
    name: stringOf(item['name']) ?? '',
    input: stringOf(custom ? item['input'] : item['arguments']) ?? '',
    custom,
  }
}
