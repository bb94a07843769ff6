const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const COMMA = 0x2c
const COLON = 0x3a
const END = -1
const LONGEST_NAME = 32
/** A mark inside a string is part of it: `"\uFEFFmodel"` is not `"model"`. */
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })
const encoder = new TextEncoder()
const LITERALS = ['true', 'false', 'null'].map((word) => encoder.encode(word))

/** Thrown by a cursor inside this folder and caught inside it. */
export class MalformedJson extends Error {
  override readonly name = 'MalformedJson'
}

export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Walks JSON in its bytes, accepting exactly what `JSON.parse` accepts, and copies nothing: a body of 32 MB as a string
 * and as a tree would be most of what an isolate may hold.
 */
export class JsonCursor {
  readonly bytes: Uint8Array
  at = 0
  /** How many bytes outside of ASCII the strings so far held; they weigh more in tokens. */
  wide = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3
  }

  /** Moves to the next byte that is not white space. @returns it, or -1 at the end */
  peek(): number {
    for (;;) {
      const byte = this.bytes[this.at] ?? END
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte
      this.at++
    }
  }

  /** Walks over one object, giving each key; `member` walks over its value. @returns where its closing brace stands */
  object(member: (key: string) => void): number {
    this.#expect(OPEN_OBJECT)
    if (this.peek() !== CLOSE_OBJECT) {
      do {
        const key = this.text(this.string())
        this.#expect(COLON)
        this.peek()
        member(key)
      } while (this.#accept(COMMA))
    }
    this.#expect(CLOSE_OBJECT)
    return this.at - 1
  }

  /** Walks over one array; `element` walks over each of its values. */
  array(element: () => void): void {
    this.#expect(OPEN_ARRAY)
    if (this.peek() !== CLOSE_ARRAY) {
      do {
        this.peek()
        element()
      } while (this.#accept(COMMA))
    }
    this.#expect(CLOSE_ARRAY)
  }

  /** Walks over one string. @returns where it stands, its quotes included */
  string(): Span {
    this.#expect(QUOTE)
    const { bytes } = this
    const start = this.at - 1
    let at = this.at
    let wide = 0
    // Almost every byte of a body passes here, so the loop keeps to local variables.
    for (;;) {
      const byte = bytes[at] ?? END
      if (byte > BACKSLASH) {
        at++
        if (byte > 0x7f) wide++
      } else if (byte === QUOTE) break
      else if (byte === BACKSLASH) at = this.#escape(at + 1)
      else if (byte < 0x20) throw new MalformedJson()
      else at++
    }
    this.at = at + 1
    this.wide += wide
    return { start, end: this.at }
  }

  /** Walks over one value of any depth. @returns where it stands */
  skip(): Span {
    this.peek()
    const start = this.at
    const open: number[] = []
    do {
      this.#next(open)
    } while (open.length > 0)
    return { start, end: this.at }
  }

  /** Walks over white space. @throws MalformedJson when anything else is left */
  end(): void {
    if (this.peek() !== END) throw new MalformedJson()
  }

  /** @returns the string that stands there */
  text(span: Span): string {
    return this.#name(span) ?? this.#decode(span)
  }

  /** Names of fields are short and plain; for them a decoder costs more than the letters. */
  #name({ start, end }: Span): string | null {
    if (end - start > LONGEST_NAME) return null
    let name = ''
    for (let at = start + 1; at < end - 1; at++) {
      const byte = this.bytes[at] ?? END
      if (byte > 0x7f || byte === BACKSLASH) return null
      name += String.fromCharCode(byte)
    }
    return name
  }

  #decode({ start, end }: Span): string {
    const inner = decoder.decode(this.bytes.subarray(start + 1, end - 1))
    return inner.includes('\\') ? String(JSON.parse(`"${inner}"`)) : inner
  }

  /** One scalar, or one opening, with what must stand before it and may close after it. */
  #next(open: number[]): void {
    const byte = this.peek()
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      this.at++
      if (this.peek() !== (byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        open.push(byte)
        if (byte === OPEN_OBJECT) this.#key()
        return
      }
      this.at++
    } else if (byte === QUOTE) this.string()
    else this.#scalar(byte)
    this.#close(open)
  }

  #close(open: number[]): void {
    for (;;) {
      const container = open.at(-1)
      if (container === undefined) return
      if (this.#accept(COMMA)) {
        if (container === OPEN_OBJECT) this.#key()
        return
      }
      this.#expect(container === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY)
      open.pop()
    }
  }

  #key(): void {
    this.string()
    this.#expect(COLON)
  }

  #scalar(byte: number): void {
    if (byte === 0x2d || isDigit(byte)) return this.#number()
    const word = LITERALS.find((literal) => literal.every((letter, i) => this.bytes[this.at + i] === letter))
    if (word === undefined) throw new MalformedJson()
    this.at += word.length
  }

  #number(): void {
    if (this.bytes[this.at] === 0x2d) this.at++
    if (this.bytes[this.at] === 0x30) this.at++
    else this.#digits()
    if (this.bytes[this.at] === 0x2e) {
      this.at++
      this.#digits()
    }
    const exponent = this.bytes[this.at]
    if (exponent !== 0x65 && exponent !== 0x45) return
    this.at++
    const sign = this.bytes[this.at]
    if (sign === 0x2b || sign === 0x2d) this.at++
    this.#digits()
  }

  #digits(): void {
    const start = this.at
    while (isDigit(this.bytes[this.at] ?? END)) this.at++
    if (this.at === start) throw new MalformedJson()
  }

  /** @returns where the escape that began before `at` ends */
  #escape(at: number): number {
    const byte = this.bytes[at] ?? END
    if (byte !== 0x75) {
      if (!ESCAPES.includes(byte)) throw new MalformedJson()
      return at + 1
    }
    for (let i = 1; i <= 4; i++) if (!isHex(this.bytes[at + i] ?? END)) throw new MalformedJson()
    return at + 5
  }

  #accept(byte: number): boolean {
    if (this.peek() !== byte) return false
    this.at++
    return true
  }

  #expect(byte: number): void {
    if (!this.#accept(byte)) throw new MalformedJson()
  }
}

const ESCAPES = encoder.encode('"\\/bfnrt')

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function isHex(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
}
