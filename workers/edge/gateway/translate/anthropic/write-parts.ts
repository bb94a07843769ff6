import { decodeText, isTextual } from '../documents.ts'
import type { CacheMark, DocumentPart, Part, ShownPart, Source, ToolResultPart } from '../conversation.ts'
import { isMembers, parseJson, withoutNulls } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'

/** Anthropic's alphabet for the ids of tool calls. */
const NOT_IN_ID = /[^a-zA-Z0-9_-]/g

/** Writes parts as content blocks. */
export class BlockWriter {
  readonly #losses: Losses
  readonly #marks: boolean

  constructor(losses: Losses, marks: boolean) {
    this.#losses = losses
    this.#marks = marks
  }

  write(part: Part): Members[] {
    switch (part.kind) {
      case 'text':
      case 'image':
      case 'document':
        return isEmpty(part) ? [] : [this.#writeShown(part)]
      case 'toolCall': {
        const { id, name, cache } = part
        const input = toolInput(part.input, part.custom, this.#losses)
        return [this.#marked({ type: 'tool_use', id: toolId(id), name, input }, cache)]
      }
      case 'toolResult':
        return [this.#writeResult(part)]
      case 'thinking':
        this.#losses.lose('thinking in the history')
        return []
      case 'refusal':
        this.#losses.lose('refusal in the history')
        return [{ type: 'text', text: part.text }]
    }
  }

  mark(cache: CacheMark | null): Members {
    if (cache === null) return {}
    if (!this.#marks) this.#losses.lose('cache mark')
    return this.#marks ? { cache_control: withoutNulls({ type: 'ephemeral', ttl: cache.ttl }) } : {}
  }

  #writeShown(part: ShownPart): Members {
    switch (part.kind) {
      case 'text':
        return this.#marked({ type: 'text', text: part.text }, part.cache)
      case 'image':
        if (part.detail !== null) this.#losses.lose('image detail')
        return this.#marked({ type: 'image', source: this.#source(part.source, 'image') }, part.cache)
      case 'document':
        return this.#writeDocument(part)
    }
  }

  #writeDocument(part: DocumentPart): Members {
    const { source } = part
    if (source.by === 'data' && source.mediaType !== 'application/pdf') {
      if (!isTextual(source.mediaType)) this.#losses.lose('document that is neither PDF nor text')
      const text = { by: 'text', text: decodeText(source.data) } as const
      return this.#writeDocument({ ...part, source: text })
    }
    const title = part.name === null ? {} : { title: part.name }
    return this.#marked(
      { type: 'document', source: this.#source(part.source, 'document'), ...title },
      part.cache,
    )
  }

  #writeResult({ id, parts, isError, cache }: ToolResultPart): Members {
    const result = {
      type: 'tool_result',
      tool_use_id: toolId(id),
      content: parts.filter((part) => !isEmpty(part)).map((part) => this.#writeShown(part)),
      ...(isError ? { is_error: true } : {}),
    }
    return this.#marked(result, cache)
  }

  #source(source: Source, kind: 'image' | 'document'): Members {
    switch (source.by) {
      case 'url':
        return { type: 'url', url: source.url }
      case 'data':
        return { type: 'base64', media_type: source.mediaType, data: source.data }
      case 'text':
        return { type: 'text', media_type: 'text/plain', data: source.text }
      case 'file':
        this.#losses.lose(`${kind} by file id`)
        return { type: 'file', file_id: source.id }
    }
  }

  #marked(block: Members, cache: CacheMark | null): Members {
    return { ...block, ...this.mark(cache) }
  }
}

/** Anthropic refuses a text without a letter in it. */
function isEmpty(part: ShownPart): boolean {
  return part.kind === 'text' && part.text.trim() === ''
}

export function toolId(id: string): string {
  return id.replaceAll(NOT_IN_ID, '_')
}

/** @returns the object that Anthropic demands of every tool's input */
export function toolInput(input: string, custom: boolean, losses: Losses | null): Members {
  if (custom) return { input }
  const parsed = input.trim() === '' ? {} : parseJson(input)
  if (isMembers(parsed)) return parsed
  losses?.lose('tool input that is no object')
  return { input: parsed ?? input }
}
