import { isMembers, listOf, membersOf, stringOf } from '../json.ts'
import type { Members } from '../json.ts'

type Said = { readonly kind: 'text' | 'thinking' | 'refusal'; readonly text: string }

/**
 * @param message a chat message or delta
 * @returns what the model thought, said and refused; compatible servers name its reasoning `reasoning_content` (DeepSeek,
 *   vLLM, LiteLLM) or `reasoning` (OpenRouter, Groq), Mistral puts it into parts of the content
 */
export function readSaid(message: Members): Said[] {
  const reasoning = stringOf(message['reasoning_content']) ?? stringOf(message['reasoning']) ?? ''
  const refusal = stringOf(message['refusal']) ?? ''
  const said: Said[] = [
    { kind: 'thinking', text: reasoning },
    ...readContent(message['content']),
    { kind: 'refusal', text: refusal },
  ]
  return said.filter(({ text }) => text !== '')
}

function readContent(content: unknown): Said[] {
  if (typeof content === 'string') return [{ kind: 'text', text: content }]
  return listOf(content).map((part) => readPart(membersOf(part)))
}

function readPart(part: Members): Said {
  if (part['type'] === 'thinking') return { kind: 'thinking', text: textOf(part['thinking']) }
  return { kind: 'text', text: stringOf(part['text']) ?? '' }
}

function textOf(thinking: unknown): string {
  if (typeof thinking === 'string') return thinking
  return listOf(thinking)
    .map((part) => stringOf(isMembers(part) ? part['text'] : part) ?? '')
    .join('')
}
