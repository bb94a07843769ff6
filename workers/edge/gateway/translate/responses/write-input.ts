import type {
  DocumentPart,
  ImagePart,
  Part,
  ShownPart,
  ToolCallPart,
  ToolResultPart,
  Turn,
} from '../conversation.ts'
import type { Dialect } from '../dialect.ts'
import { dataUrl, fileNameOf, wrapDocument } from '../documents.ts'
import { withoutNulls } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { writeMark } from '../openai/cache-marks.ts'
import { resultParts } from '../openai/results.ts'

/** Writes turns as input items of OpenAI responses. */
export class ItemWriter {
  readonly #dialect: Dialect
  readonly #losses: Losses
  /** The ids of calls to custom tools, whose results are items of their own. */
  readonly #custom = new Set<string>()

  constructor(dialect: Dialect, losses: Losses) {
    this.#dialect = dialect
    this.#losses = losses
  }

  write({ role, parts }: Turn): Members[] {
    const items: Members[] = []
    let said: ShownPart[] = []
    const flush = (): void => {
      if (said.length > 0) items.push(this.#message(role, said))
      said = []
    }
    for (const part of parts) {
      if (isShown(part)) said.push(part)
      else {
        flush()
        items.push(...this.#item(part))
      }
    }
    flush()
    return items
  }

  #message(role: Turn['role'], parts: readonly ShownPart[]): Members {
    const content = parts.map((part) => (role === 'assistant' ? this.#said(part) : this.#shown(part)))
    return { type: 'message', role, content }
  }

  #item(part: Exclude<Part, ShownPart>): Members[] {
    switch (part.kind) {
      case 'toolCall':
        return [this.#call(part)]
      case 'toolResult':
        return [this.#output(part)]
      case 'thinking':
        this.#losses.lose('thinking in the history')
        return []
      case 'refusal':
        return [{ type: 'message', role: 'assistant', content: [{ type: 'refusal', refusal: part.text }] }]
    }
  }

  /** What the model said has a type of its own, which takes no marks. */
  #said(part: ShownPart): Members {
    if (part.kind !== 'text') return this.#shown(part)
    if (part.cache !== null) this.#losses.lose('cache mark on what the model said')
    return { type: 'output_text', text: part.text }
  }

  #shown(part: ShownPart): Members {
    const mark = writeMark(part.cache, this.#dialect, this.#losses)
    switch (part.kind) {
      case 'text':
        return { type: 'input_text', text: part.text, ...mark }
      case 'image':
        return { type: 'input_image', detail: part.detail ?? 'auto', ...this.#image(part), ...mark }
      case 'document':
        return { ...this.#document(part), ...mark }
    }
  }

  #image({ source }: ImagePart): Members {
    switch (source.by) {
      case 'url':
        return { image_url: source.url }
      case 'data':
        return { image_url: dataUrl(source.mediaType, source.data) }
      case 'file':
        this.#losses.lose('image by file id')
        return { file_id: source.id }
    }
  }

  #document(part: DocumentPart): Members {
    const { source } = part
    switch (source.by) {
      case 'data': {
        const data = dataUrl(source.mediaType, source.data)
        return { type: 'input_file', filename: fileNameOf(part), file_data: data }
      }
      case 'text':
        this.#losses.lose('document of plain text')
        return { type: 'input_text', text: wrapDocument(source.text, part.name) }
      case 'url':
        return withoutNulls({ type: 'input_file', filename: part.name, file_url: source.url })
      case 'file':
        if (this.#losses.from === 'anthropic-messages') this.#losses.lose('document by file id')
        return { type: 'input_file', file_id: source.id }
    }
  }

  #call({ id, name, input, custom, cache }: ToolCallPart): Members {
    if (cache !== null) this.#losses.lose('cache mark on a tool call')
    if (!custom) return { type: 'function_call', call_id: id, name, arguments: input }
    this.#custom.add(id)
    return { type: 'custom_tool_call', call_id: id, name, input }
  }

  /** The mark of a result goes onto its last part. */
  #output(result: ToolResultPart): Members {
    const parts = resultParts(result, this.#losses)
    const last = parts.at(-1)
    if (last === undefined && result.cache !== null) this.#losses.lose('cache mark on a tool result')
    const marked =
      last === undefined ? [] : parts.with(parts.length - 1, { ...last, cache: result.cache ?? last.cache })
    const written = marked.map((part) => this.#shown(part))
    const type = this.#custom.has(result.id) ? 'custom_tool_call_output' : 'function_call_output'
    return { type, call_id: result.id, output: isPlain(marked) ? (marked[0]?.text ?? '') : written }
  }
}

function isPlain(parts: readonly ShownPart[]): parts is [{ kind: 'text'; text: string; cache: null }] | [] {
  return parts.length === 0 || (parts.length === 1 && parts[0]?.kind === 'text' && parts[0].cache === null)
}

function isShown(part: Part): part is ShownPart {
  return part.kind === 'text' || part.kind === 'image' || part.kind === 'document'
}
