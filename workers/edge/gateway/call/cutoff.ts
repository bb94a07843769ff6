import type { ClientWatch } from '../endpoints/client-watch.ts'

/** Ends one attempt: when the client goes away, or when nothing has come of it in time. */
export class Cutoff {
  readonly #controller = new AbortController()
  readonly #client: Pick<ClientWatch, 'tell'>
  readonly #timer: ReturnType<typeof setTimeout>
  #isLate = false

  /** @param timeoutMs until the first byte of the answer */
  constructor(client: Pick<ClientWatch, 'isGone' | 'tell'>, timeoutMs: number) {
    this.#client = client
    client.tell(() => this.#controller.abort())
    this.#timer = setTimeout(() => this.#expire(), timeoutMs)
    if (client.isGone) this.#controller.abort()
  }

  /** For the request to the provider. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Whether it was the time that ended the attempt. */
  get isLate(): boolean {
    return this.#isLate
  }

  /** The first byte is here: from now on it takes as long as it takes. */
  begun(): void {
    clearTimeout(this.#timer)
  }

  /** The attempt is over, and nobody needs to be told. */
  end(): void {
    clearTimeout(this.#timer)
    this.#client.tell(null)
  }

  /** Nobody wants the rest of the answer. */
  abort(): void {
    this.end()
    this.#controller.abort()
  }

  #expire(): void {
    this.#isLate = true
    this.#controller.abort()
  }
}
