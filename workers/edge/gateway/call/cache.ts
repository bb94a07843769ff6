import type { HeldLease, RouterPort } from './router-port.ts'
import type { CachedAnswer, CacheKey } from '@switchboard/shared-types/contracts/router'
import { log, reasonOf } from '@switchboard/shared-types/log'
import type { Call, KeepAlive } from './call.ts'
import { ownHeaders } from './headers.ts'
import type { HeaderFields } from './headers.ts'

/** `hit` on an answer that was given before, `miss` on one that may be given again. */
const CACHE_HEADER = 'x-switchboard-cache'

/** Two requests that differ in these ask for different answers. */
const FIELDS = ['anthropic-version', 'anthropic-beta', 'openai-beta']

/** The place of one call's answer among those that are given again. */
export class AnswerCache {
  readonly #port: RouterPort
  readonly #call: Call
  readonly #seconds: number
  readonly #key: CacheKey

  private constructor(port: RouterPort, call: Call, seconds: number, key: CacheKey) {
    this.#port = port
    this.#call = call
    this.#seconds = seconds
    this.#key = key
  }

  /** @returns null where the route caches nothing */
  static async open(port: RouterPort, call: Call, { cacheSeconds }: HeldLease): Promise<AnswerCache | null> {
    if (cacheSeconds === null) return null
    const { tokenHash } = call
    return new AnswerCache(port, call, cacheSeconds, { tokenHash, requestHash: await hashOf(call) })
  }

  /** @returns the answer that was given before, or null; a cache that can not be asked has none */
  async read(): Promise<Response | null> {
    try {
      const answer = await this.#port.cached(this.#key)
      return answer === null ? null : this.#replay(answer)
    } catch (thrown) {
      log('warn', 'the cache did not answer', this.#call.trace, { reason: reasonOf(thrown) })
      return null
    }
  }

  /** Marks an answer that is on its way. */
  mark(headers: HeaderFields): void {
    headers[CACHE_HEADER] = 'miss'
  }

  /** Keeps a complete answer; one that is too large for that comes as null. */
  keep(body: Uint8Array | null, contentType: string | undefined, keepAlive: KeepAlive): void {
    if (body !== null) {
      keepAlive(this.#write({ status: 200, contentType: contentType ?? 'application/json', body }))
    }
  }

  async #write(answer: CachedAnswer): Promise<void> {
    try {
      await this.#port.keep({ ...this.#key, answer, seconds: this.#seconds })
    } catch (thrown) {
      log('warn', 'an answer was not kept', this.#call.trace, { reason: reasonOf(thrown) })
    }
  }

  #replay({ status, contentType, body }: CachedAnswer): Response {
    const headers = ownHeaders(this.#call.protocol, this.#call.trace.requestId, contentType)
    headers[CACHE_HEADER] = 'hit'
    return new Response(body, { status, headers })
  }
}

/** Over the bytes as they came: a stream and an answer at once are two requests. */
async function hashOf({ protocol, path, search, headers, body }: Call): Promise<string> {
  const fields = FIELDS.map((name) => headers[name] ?? null)
  const head = new TextEncoder().encode(`${JSON.stringify([protocol, path, search, ...fields])}\n`)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toBase64({
    alphabet: 'base64url',
    omitPadding: true,
  })
}
