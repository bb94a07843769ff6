/** A call that is over sooner pays for nothing that only long ones need, such as the request's signal, or timers. */
const LONG_MS = 60

/**
 * Sees a client go away. The runtime's own signal does on Cloudflare; on one machine workerd notices only when it writes
 * to the connection, so that a call without a byte of an answer yet would go on: there the house is asked, which sees the
 * connection from outside (ADR 0016).
 */
export class ClientWatch {
  readonly #timer: ReturnType<typeof setTimeout>
  readonly #whenLong: (() => void)[] = []
  #isLong = false
  #asking: AbortController | undefined
  #told: (() => void) | null = null
  #isGone = false

  /** @param departures of the house, where there is one */
  constructor(request: Request, departures: Fetcher | undefined) {
    this.#timer = setTimeout(() => this.#look(request, departures), LONG_MS)
  }

  get isGone(): boolean {
    return this.#isGone
  }

  /** @param leave is told when the client goes away, in the place of whoever was to be told; null: nobody */
  tell(leave: (() => void) | null): void {
    this.#told = leave
  }

  /** @param run called when the call has taken 60 ms, at once where it has; not where it is over before */
  whenLong(run: () => void): void {
    if (this.#isLong) run()
    else this.#whenLong.push(run)
  }

  /** The call is over, though something of it may still be written down: nobody needs to know any more. */
  end(): void {
    clearTimeout(this.#timer)
    this.#asking?.abort()
  }

  #look(request: Request, departures: Fetcher | undefined): void {
    this.#isLong = true
    for (const run of this.#whenLong) run()
    if (request.signal.aborted) {
      this.#leave()
      return
    }
    request.signal.addEventListener('abort', () => this.#leave())
    const peer = departures === undefined ? undefined : peerOf(request)
    if (departures !== undefined && peer !== undefined) void this.#ask(departures, peer)
  }

  #leave(): void {
    this.#isGone = true
    this.#told?.()
  }

  async #ask(departures: Fetcher, peer: string): Promise<void> {
    this.#asking = new AbortController()
    const { signal } = this.#asking
    try {
      const answer = await departures.fetch(`http://house/?peer=${encodeURIComponent(peer)}`, { signal })
      if (answer.status === 204) this.#leave()
    } catch {
      // The call is over, or the house is going down, and the call with it.
    }
  }
}

/** workerd serve names its peer, with the port. */
function peerOf({ cf }: Request): string | undefined {
  const peer: unknown = cf === undefined ? undefined : Reflect.get(cf, 'clientIp')
  return typeof peer === 'string' ? peer : undefined
}
