import { readUsage } from '../../usage/read-usage.ts'
import type { Answer, AnswerPart } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import { listOf, membersOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { readStop } from './stops.ts'

export function readAnswer(message: Members, context: AnswerContext, losses: Losses): Answer {
  return {
    id: stringOf(message['id']) ?? '',
    model: stringOf(message['model']) ?? context.model,
    created: context.created,
    parts: listOf(message['content']).flatMap((block) => readBlock(membersOf(block), losses)),
    stop: readStop(message['stop_reason']),
    stopSequence: stringOf(message['stop_sequence']),
    usage: readUsage('anthropic-messages', message['usage']),
  }
}

/** The work of tools that Anthropic hosts is not asked for in a translation, so no answer has any. */
function readBlock(block: Members, losses: Losses): AnswerPart[] {
  switch (block['type']) {
    case 'text':
      return [{ kind: 'text', text: stringOf(block['text']) ?? '' }]
    case 'thinking':
      if (block['signature'] !== '') losses.lose('thinking signature in an answer')
      return [{ kind: 'thinking', text: stringOf(block['thinking']) ?? '' }]
    case 'tool_use':
      return [readToolUse(block)]
    default:
      losses.foreign(String(block['type']))
      return []
  }
}

function readToolUse(block: Members): AnswerPart {
  return {
    kind: 'toolCall',
    id: stringOf(block['id']) ?? '',
    name: stringOf(block['name']) ?? '',
    input: JSON.stringify(block['input'] ?? {}),
    custom: false,
  }
}
