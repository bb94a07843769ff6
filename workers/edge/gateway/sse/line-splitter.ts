const LINE_END = /[\r\n]/g

/** Cuts UTF-8 bytes, split anywhere, into lines that end with CR, LF or CRLF; a leading byte order mark is dropped. */
export class LineSplitter {
  /** workerd 1.20261102 drops a U+FEFF at the start of every chunk, not only of the stream, unless it is kept. */
  readonly #decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })
  readonly #limit: number
  /** The pieces of a line whose end has not come; joined once, so that a long line costs no more than its length. */
  #pieces: string[] = []
  #size = 0
  #atStart = true
  #afterCarriageReturn = false
  #overflown = false

  /** @param limit the longest line, in UTF-16 units */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** Whether a line was longer than the limit; nothing is read after it. */
  get overflown(): boolean {
    return this.#overflown
  }

  push(bytes: Uint8Array): string[] {
    return this.#overflown ? [] : this.#split(this.#decoder.decode(bytes, { stream: true }))
  }

  /** @returns the last lines, the one that lacks its end included */
  end(): string[] {
    if (this.#overflown) return []
    const lines = this.#split(this.#decoder.decode())
    if (this.#size > 0) lines.push(this.#take(''))
    return lines
  }

  #split(text: string): string[] {
    const lines: string[] = []
    let from = this.#skipMark(text) + this.#skipLineFeed(text)
    LINE_END.lastIndex = from
    for (let end = LINE_END.exec(text); end !== null; end = LINE_END.exec(text)) {
      lines.push(this.#take(text.slice(from, end.index)))
      if (this.#overflown) return lines.slice(0, -1)
      from = end.index + 1
      if (end[0] === '\r') {
        this.#afterCarriageReturn = true
        from += this.#skipLineFeed(text.slice(from, from + 1))
        LINE_END.lastIndex = from
      }
    }
    this.#keep(text.slice(from))
    return lines
  }

  #skipMark(text: string): number {
    if (!this.#atStart || text === '') return 0
    this.#atStart = false
    return text.startsWith('\uFEFF') ? 1 : 0
  }

  /** A CR ends a line at once, or a stream would wait; the LF that may follow it, even in the next bytes, adds none. */
  #skipLineFeed(next: string): number {
    if (!this.#afterCarriageReturn || next === '') return 0
    this.#afterCarriageReturn = false
    return next.startsWith('\n') ? 1 : 0
  }

  #keep(rest: string): void {
    if (rest === '') return
    this.#pieces.push(rest)
    this.#size += rest.length
    if (this.#size > this.#limit) this.#overflow()
  }

  #take(rest: string): string {
    if (this.#size + rest.length > this.#limit) this.#overflow()
    const line = this.#pieces.length === 0 ? rest : this.#pieces.join('') + rest
    this.#pieces = []
    this.#size = 0
    return line
  }

  #overflow(): void {
    this.#overflown = true
    this.#pieces = []
    this.#size = 0
  }
}
