import type { Part, ShownPart, ToolCallPart, ToolResultPart, Turn } from '../conversation.ts'
import type { Dialect } from '../dialect.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { resultParts } from '../openai/results.ts'
import { PartWriter } from './write-parts.ts'

/** Writes turns as messages of OpenAI chat. */
export class MessageWriter {
  readonly #dialect: Dialect
  readonly #losses: Losses
  readonly #parts: PartWriter

  constructor(dialect: Dialect, losses: Losses) {
    this.#dialect = dialect
    this.#losses = losses
    this.#parts = new PartWriter(dialect, losses)
  }

  write({ role, parts }: Turn): Members[] {
    if (role === 'assistant') return this.#writeAssistant(parts)
    const results = parts.filter((part) => part.kind === 'toolResult')
    const moved = results.flatMap((result) => this.#moved(result))
    const shown = [...moved, ...parts.filter(isShown)]
    const messages = results.map((result) => this.#writeResult(result))
    if (shown.length > 0 || results.length === 0) messages.push({ role, content: this.#parts.content(shown) })
    return messages
  }

  #writeAssistant(parts: readonly Part[]): Members[] {
    const calls = parts.filter((part) => part.kind === 'toolCall')
    const shown = parts.filter(isShown)
    const refusal = parts.filter((part) => part.kind === 'refusal').map(({ text }) => text)
    const thinking = this.#thinking(parts)
    if (
      parts.findLastIndex(isShown) > parts.findIndex(({ kind }) => kind === 'toolCall') &&
      calls.length > 0
    ) {
      this.#losses.lose('text behind a tool call')
    }
    if (shown.length + calls.length + refusal.length === 0 && thinking === '') return []
    return [
      {
        role: 'assistant',
        content: shown.length === 0 && calls.length + refusal.length > 0 ? null : this.#parts.content(shown),
        ...(refusal.length === 0 ? {} : { refusal: refusal.join('') }),
        ...(thinking === '' ? {} : { reasoning_content: thinking }),
        ...(calls.length === 0 ? {} : { tool_calls: calls.map((call) => this.#writeCall(call)) }),
      },
    ]
  }

  #thinking(parts: readonly Part[]): string {
    const thoughts = parts.filter((part) => part.kind === 'thinking')
    if (thoughts.length === 0) return ''
    if (this.#dialect.wantsReasoningBack) return thoughts.map(({ text }) => text).join('')
    this.#losses.lose('thinking in the history')
    return ''
  }

  #writeCall({ id, name, input, custom, cache }: ToolCallPart): Members {
    if (cache !== null) this.#losses.lose('cache mark on a tool call')
    if (custom) return { id, type: 'custom', custom: { name, input } }
    return { id, type: 'function', function: { name, arguments: input } }
  }

  /** The mark of a result goes onto its last text. */
  #writeResult(result: ToolResultPart): Members {
    const texts = resultParts(result, this.#losses).filter((part) => part.kind === 'text')
    const last = texts.at(-1)
    if (last === undefined && result.cache !== null) this.#losses.lose('cache mark on a tool result')
    const marked =
      last === undefined ? [] : texts.with(texts.length - 1, { ...last, cache: result.cache ?? last.cache })
    return { role: 'tool', tool_call_id: result.id, content: this.#parts.content(marked) }
  }

  /** A result holds text only, so what else it shows goes into a user message behind the results. */
  #moved({ id, parts }: ToolResultPart): ShownPart[] {
    const others = parts.filter(({ kind }) => kind !== 'text')
    if (others.length === 0) return []
    this.#losses.lose('image or document in a tool result')
    return [{ kind: 'text', text: `Shown by the result of ${id}:`, cache: null }, ...others]
  }
}

function isShown(part: Part): part is ShownPart {
  return part.kind === 'text' || part.kind === 'image' || part.kind === 'document'
}
