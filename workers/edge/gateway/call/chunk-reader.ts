/** Holds what a provider sends within one pause of a reader; a longer chunk comes in pieces. */
const BUFFER_BYTES = 16 * 1024

/**
 * Reads a stream of the network into one buffer, used again and again: a chunk is valid until the next one is asked for.
 * Never with `readAtLeast` on a branch of a `tee()`: workerd 1.20261102 then holds the other branch's bytes back too.
 */
export class ChunkReader {
  readonly #reader: ReadableStreamBYOBReader
  #buffer = new Uint8Array(BUFFER_BYTES)
  /** Asked for and not given yet. */
  #pending: Promise<Uint8Array | null> | null = null

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader({ mode: 'byob' })
  }

  /**
   * Looks at the first chunk, which the next {@link read} gives again.
   * @returns null when the stream is empty, undefined when nothing has come within `ms`
   */
  async peek(ms: number): Promise<Uint8Array | null | undefined> {
    this.#pending = this.#next()
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), ms)
    })
    try {
      return await Promise.race([this.#pending, patience])
    } finally {
      clearTimeout(timer)
    }
  }

  /** @returns the next chunk, null at the end. @throws what broke the stream */
  read(): Promise<Uint8Array | null> {
    const pending = this.#pending ?? this.#next()
    this.#pending = null
    return pending
  }

  async #next(): Promise<Uint8Array | null> {
    const { value, done } = await this.#reader.read(this.#buffer)
    if (done) return null
    this.#buffer = new Uint8Array(value.buffer)
    return value
  }
}
