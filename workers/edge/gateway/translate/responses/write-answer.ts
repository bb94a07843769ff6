import type { Answer } from '../answer-parts.ts'
import type { AnswerContext } from '../context.ts'
import type { Members } from '../json.ts'
import { writeItems } from './items.ts'
import { closeResponse, openResponse } from './shell.ts'

export function writeAnswer(answer: Answer, context: AnswerContext): Members {
  const spoken = answer.parts.filter((part) => part.kind === 'toolCall' || part.text !== '')
  const refused = spoken.some(({ kind }) => kind === 'refusal')
  const stop = answer.stop === 'refusal' && refused ? 'end' : answer.stop
  return {
    ...openResponse(answer, context),
    ...closeResponse(stop, writeItems(spoken, answer.id), answer.usage),
  }
}
