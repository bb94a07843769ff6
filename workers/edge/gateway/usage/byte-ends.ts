/** Holds the usage of every protocol: OpenAI's responses may put 9 KB of metadata behind it. */
const TAIL = 16 * 1024
/** Holds Anthropic's first event. */
const HEAD = 4 * 1024

/** The first and the last bytes of a stream, in memory of a fixed size; a copy of each chunk is all that it costs. */
export class ByteEnds {
  readonly #window = new Uint8Array(2 * TAIL)
  #head: Uint8Array | null = null
  #filled = 0
  #length = 0

  /** How many bytes went by. */
  get length(): number {
    return this.#length
  }

  /** Whether the tail is everything. */
  get isWhole(): boolean {
    return this.#head === null
  }

  push(chunk: Uint8Array): void {
    this.#length += chunk.length
    for (let at = 0; at < chunk.length;) {
      if (this.#filled === this.#window.length) this.#slide()
      const part = chunk.subarray(at, at + this.#window.length - this.#filled)
      this.#window.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
    }
  }

  head(): string {
    return decode(this.#head ?? this.#window.subarray(0, this.#filled))
  }

  tail(): string {
    return decode(this.#window.subarray(0, this.#filled))
  }

  #slide(): void {
    this.#head ??= this.#window.slice(0, HEAD)
    this.#window.copyWithin(0, TAIL)
    this.#filled = TAIL
  }
}

/** A character that the cut goes through becomes a replacement character, outside of every number. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
