import type { ShownPart, TextPart, ToolResultPart } from '../conversation.ts'
import type { Losses } from '../losses.ts'

const ERROR_MARK = 'Error: '

/** @returns the parts of a result; OpenAI has no place to say that a call failed but its text */
export function resultParts({ parts, isError }: ToolResultPart, losses: Losses): readonly ShownPart[] {
  if (!isError) return parts
  losses.lose('failed tool call')
  const at = parts.findIndex(({ kind }) => kind === 'text')
  if (at === -1) return [{ kind: 'text', text: ERROR_MARK, cache: null }, ...parts]
  return parts.map((part, i) => (i === at && part.kind === 'text' ? lead(part) : part))
}

function lead(part: TextPart): TextPart {
  return { ...part, text: `${ERROR_MARK}${part.text}` }
}
