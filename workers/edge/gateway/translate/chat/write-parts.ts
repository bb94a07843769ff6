import type { DocumentPart, ImagePart, ShownPart } from '../conversation.ts'
import type { Dialect } from '../dialect.ts'
import { dataUrl, fileNameOf, wrapDocument } from '../documents.ts'
import { stringOf } from '../json.ts'
import type { Members } from '../json.ts'
import type { Losses } from '../losses.ts'
import { writeMark } from '../openai/cache-marks.ts'

/** Writes what is shown as content parts of OpenAI chat. */
export class PartWriter {
  readonly #dialect: Dialect
  readonly #losses: Losses

  constructor(dialect: Dialect, losses: Losses) {
    this.#dialect = dialect
    this.#losses = losses
  }

  write(part: ShownPart): Members {
    const mark = writeMark(part.cache, this.#dialect, this.#losses)
    switch (part.kind) {
      case 'text':
        return { type: 'text', text: part.text, ...mark }
      case 'image':
        return { type: 'image_url', image_url: this.#image(part), ...mark }
      case 'document':
        return { ...this.#document(part), ...mark }
    }
  }

  /** @returns content as every compatible server reads it: a string, unless there is more to say */
  content(parts: readonly ShownPart[]): string | Members[] {
    const written = parts.map((part) => this.write(part))
    const only = written.length === 1 ? written[0] : undefined
    if (written.length === 0) return ''
    const text = only !== undefined && Object.keys(only).length === 2 ? stringOf(only['text']) : null
    return text ?? written
  }

  #image({ source, detail }: ImagePart): Members {
    const members = detail === null ? {} : { detail }
    switch (source.by) {
      case 'url':
        return { url: source.url, ...members }
      case 'data':
        return { url: dataUrl(source.mediaType, source.data), ...members }
      case 'file':
        this.#losses.lose('image by file id')
        return { url: source.id, ...members }
    }
  }

  #document(part: DocumentPart): Members {
    const { source } = part
    switch (source.by) {
      case 'data': {
        const file = { filename: fileNameOf(part), file_data: dataUrl(source.mediaType, source.data) }
        return { type: 'file', file }
      }
      case 'text':
        this.#losses.lose('document of plain text')
        return { type: 'text', text: wrapDocument(source.text, part.name) }
      case 'url':
        this.#losses.lose('document by address')
        return { type: 'file', file: { file_url: source.url } }
      case 'file':
        if (this.#losses.from === 'anthropic-messages') this.#losses.lose('document by file id')
        return { type: 'file', file: { file_id: source.id } }
    }
  }
}
