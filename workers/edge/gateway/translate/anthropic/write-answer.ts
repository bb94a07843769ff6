import type { Usage } from '../../usage/usage.ts'
import { writeUsage } from '../../usage/write-usage.ts'
import type { Answer, AnswerPart } from '../answer-parts.ts'
import type { Members } from '../json.ts'
import { writeStop } from './stops.ts'
import { toolId, toolInput } from './write-parts.ts'

export function writeAnswer(answer: Answer): Members {
  return {
    ...emptyMessage(answer.id, answer.model),
    content: answer.parts.flatMap(writePart),
    stop_reason: writeStop(answer.stop, answer.stopSequence),
    stop_sequence: answer.stopSequence,
    usage: messageUsage(answer.usage),
  }
}

/** @returns a message before its first block */
export function emptyMessage(id: string, model: string): Members {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  }
}

const NOTHING: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 }

/** @returns the usage that every message must have; zeros where the provider tells none */
export function messageUsage(usage: Usage | null): Members {
  return { ...writeUsage('anthropic-messages', usage ?? NOTHING), server_tool_use: null, service_tier: null }
}

function writePart(part: AnswerPart): Members[] {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return part.text === '' ? [] : [{ type: 'text', text: part.text, citations: null }]
    case 'thinking':
      return part.text === '' ? [] : [{ type: 'thinking', thinking: part.text, signature: '' }]
    case 'toolCall': {
      const { name, input, custom } = part
      return [{ type: 'tool_use', id: toolId(part.id), name, input: toolInput(input, custom, null) }]
    }
  }
}
