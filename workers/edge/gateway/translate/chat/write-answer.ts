import { writeUsage } from '../../usage/write-usage.ts'
import type { Answer, AnsweredCall } from '../answer-parts.ts'
import type { Members } from '../json.ts'
import { writeStop } from './stops.ts'

export function writeAnswer(answer: Answer): Members {
  const textOf = (wanted: 'text' | 'thinking' | 'refusal'): string =>
    answer.parts.map((part) => (part.kind === wanted ? part.text : '')).join('')
  const calls = answer.parts.filter((part) => part.kind === 'toolCall')
  const thinking = textOf('thinking')
  const message = {
    role: 'assistant',
    content: textOf('text') === '' && calls.length > 0 ? null : textOf('text'),
    refusal: textOf('refusal') === '' ? null : textOf('refusal'),
    ...(thinking === '' ? {} : { reasoning_content: thinking }),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(writeCall) }),
  }
  return {
    id: answer.id,
    object: 'chat.completion',
    created: answer.created,
    model: answer.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: writeStop(answer.stop) }],
    ...(answer.usage === null ? {} : { usage: writeUsage('openai-chat', answer.usage) }),
  }
}

function writeCall({ id, name, input, custom }: AnsweredCall): Members {
  if (custom) return { id, type: 'custom', custom: { name, input } }
  return { id, type: 'function', function: { name, arguments: input === '' ? '{}' : input } }
}
