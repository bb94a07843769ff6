import type { Attempt } from '@switchboard/shared-types/contracts/lease'
import { readRetryAfter } from '../conditional/freshness.ts'
import { guardedFetch } from '../outbound/guarded-fetch.ts'
import type { OutboundOptions, OutboundResponse } from '../outbound/guarded-fetch.ts'
import { fitBody } from './request-body.ts'

/** Larger than any text that these questions ask for. */
const MAX_BYTES = 1_000_000
/** What Anthropic demands of every request. */
const ANTHROPIC_VERSION = '2023-06-01'
/** https://fetch.spec.whatwg.org/#null-body-status */
const NULL_BODY = new Set([204, 205, 304])

/** One request to a provider through the guarded fetch, and what is to be known of it beside the answer. */
export class Exchange {
  readonly #attempt: Attempt
  readonly #outbound: Pick<OutboundOptions, 'fetch' | 'policy'>
  readonly #timeoutMs: number
  /** Null where no answer came, or not yet. */
  status: number | null = null
  /** As the provider asked, in seconds. */
  retryAfterSeconds: number | null = null
  /** Why no answer came, in one sentence. */
  problem: string | null = null
  readonly notes: string[] = []

  constructor(attempt: Attempt, outbound: Pick<OutboundOptions, 'fetch' | 'policy'>, timeoutMs: number) {
    this.#attempt = attempt
    this.#outbound = outbound
    this.#timeoutMs = timeoutMs
  }

  /** For the SDK. Of its headers none is sent on: they name a key that it does not have, and itself. */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const asked = new Request(input, init)
    const { body, notes } = fitBody(await asked.text(), this.#attempt)
    this.notes.push(...notes)
    const answer = await guardedFetch(
      { url: asked.url, method: 'POST', headers: this.#headers(), body },
      {
        ...this.#outbound,
        // No redirect is followed: a key is meant for one address.
        limits: { timeoutMs: this.#timeoutMs, maxBytes: MAX_BYTES, maxRedirects: 0 },
      },
    )
    if (answer.ok) return this.#take(answer.value)
    this.problem = answer.error.message
    throw new Error(answer.error.message)
  }

  #headers(): Record<string, string> {
    const { protocol, headers } = this.#attempt
    const version = protocol === 'anthropic-messages' ? { 'anthropic-version': ANTHROPIC_VERSION } : {}
    return { 'content-type': 'application/json', ...version, ...headers }
  }

  #take({ status, headers, body }: OutboundResponse): Response {
    this.status = status
    this.retryAfterSeconds = readRetryAfter(headers, Date.now())
    const contentType = headers.get('content-type') ?? 'application/json'
    return new Response(NULL_BODY.has(status) ? null : body, {
      status,
      headers: { 'content-type': contentType },
    })
  }
}
