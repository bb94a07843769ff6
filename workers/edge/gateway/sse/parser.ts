import type { SseItem } from './event.ts'
import { LineSplitter } from './line-splitter.ts'

/** Images and whole responses travel in one event, so the bound is far above any text. */
const DEFAULT_LIMIT = 16 * 1024 * 1024

/**
 * Reads server-sent events from bytes cut anywhere (https://html.spec.whatwg.org/multipage/server-sent-events.html):
 * CR, LF and CRLF, a byte order mark, comments, data over several lines. `id` and `retry` mean nothing to a model call.
 */
export class SseParser {
  readonly #lines: LineSplitter
  readonly #limit: number
  #name: string | null = null
  #data: string[] = []
  #size = 0
  #overflown = false

  /** @param limit the longest event, in UTF-16 units, before the stream counts as broken */
  constructor(limit: number = DEFAULT_LIMIT) {
    this.#lines = new LineSplitter(limit)
    this.#limit = limit
  }

  /** @returns what these bytes completed, in order; after an overflow nothing more */
  push(bytes: Uint8Array): SseItem[] {
    return this.#read(this.#lines.push(bytes))
  }

  /**
   * @returns what the stream's end completes: several providers leave out the last blank line, so a last event without
   * one counts, unlike in a browser
   */
  end(): SseItem[] {
    const items = this.#read(this.#lines.end())
    this.#dispatch(items)
    return items
  }

  #read(lines: readonly string[]): SseItem[] {
    const items: SseItem[] = []
    for (const line of lines) {
      if (this.#overflown) return items
      this.#readLine(line, items)
    }
    if (this.#lines.overflown) this.#overflow(items)
    return items
  }

  #readLine(line: string, items: SseItem[]): void {
    if (line === '') return this.#dispatch(items)
    const colon = line.indexOf(':')
    if (colon === 0) {
      items.push({ kind: 'comment', text: line.slice(1) })
      return
    }
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'event') this.#name = value
    if (field === 'data') this.#addData(value, items)
  }

  #addData(value: string, items: SseItem[]): void {
    this.#size += value.length + 1
    if (this.#size > this.#limit) this.#overflow(items)
    else this.#data.push(value)
  }

  #dispatch(items: SseItem[]): void {
    const event = { name: this.#name === '' ? null : this.#name, data: this.#data.join('\n') }
    const seen = this.#data.length > 0
    this.#name = null
    this.#data = []
    this.#size = 0
    if (seen && !this.#overflown) items.push({ kind: 'event', event })
  }

  #overflow(items: SseItem[]): void {
    if (this.#overflown) return
    this.#overflown = true
    this.#data = []
    items.push({ kind: 'overflow' })
  }
}
