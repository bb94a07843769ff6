/** The most that is kept of a request or an answer. */
export const MAX_KEPT_BYTES = 1024 * 1024

/** Copies an answer as it passes, up to {@link MAX_KEPT_BYTES}. */
export class AnswerCopy {
  readonly #pieces: Uint8Array[] = []
  #length = 0
  #isWhole = true

  push(chunk: Uint8Array): void {
    const piece = chunk.slice(0, MAX_KEPT_BYTES - this.#length)
    if (piece.length > 0) this.#pieces.push(piece)
    this.#length += piece.length
    if (piece.length < chunk.length) this.#isWhole = false
  }

  text(): string {
    return new TextDecoder().decode(this.#join())
  }

  /** @returns all of it, null where it was too long */
  whole(): Uint8Array | null {
    return this.#isWhole ? this.#join() : null
  }

  #join(): Uint8Array {
    const joined = new Uint8Array(this.#length)
    let at = 0
    for (const piece of this.#pieces) {
      joined.set(piece, at)
      at += piece.length
    }
    return joined
  }
}
