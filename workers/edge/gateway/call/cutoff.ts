import type { ClientWatch } from '../endpoints/client-watch.ts'

/** Ends one attempt: when the client goes away, or when nothing has come of it in time. */
export class Cutoff {
  readonly #controller = new AbortController()
  readonly #client: Pick<ClientWatch, 'tell'>
  #timer: ReturnType<typeof setTimeout> | undefined
  #isBegun = false
  #isLate = false

  /** @param timeoutMs until the first byte of the answer, from when the call is a long one */
  constructor(client: Pick<ClientWatch, 'isGone' | 'tell' | 'whenLong'>, timeoutMs: number) {
    this.#client = client
    client.tell(() => this.#controller.abort())
    client.whenLong(() => this.#arm(timeoutMs))
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
    this.#isBegun = true
    clearTimeout(this.#timer)
  }

  /** The attempt is over, and nobody needs to be told. */
  end(): void {
    this.begun()
    this.#client.tell(null)
  }

  /** Nobody wants the rest of the answer. */
  abort(): void {
    this.end()
    this.#controller.abort()
  }

  #arm(timeoutMs: number): void {
    if (!this.#isBegun) this.#timer = setTimeout(() => this.#expire(), timeoutMs)
  }

  #expire(): void {
    this.#isLate = true
    this.#controller.abort()
  }
}
