import * as z from 'zod'
import type { Platform } from '../../testing/fake-world.ts'

const Sent = z.strictObject({
  from: z.string(),
  to: z.array(z.string()).min(1).max(50),
  cc: z.array(z.string()).optional(),
  reply_to: z.string().optional(),
  subject: z.string().regex(/^[^\r\n]*$/),
  text: z.string(),
  headers: z.record(z.string().regex(/^[A-Za-z-]+$/), z.string().regex(/^[^\r\n]*$/)),
  attachments: z
    .array(z.strictObject({ filename: z.string(), content: z.base64(), content_type: z.string() }))
    .optional(),
})
export type SentMail = z.infer<typeof Sent>

/** What goes wrong with the next call: it is taken and its answer lost, never taken, or met by a proxy. */
export type Trouble = 'answer lost' | 'connection refused' | 'bad gateway'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Resend's API by its documentation: it checks the key and the fields, sends only from its verified domain, takes two
 * requests a second, and gives a repetition under the same Idempotency-Key the first answer for 24 hours; the same key
 * with another body is refused.
 */
export class FakeResend implements Platform {
  readonly key = 're_test_key'
  /** What left, in order. */
  readonly sent: SentMail[] = []
  /** A key that may send and nothing else. */
  restricted = false
  revoked = false
  readonly #now: () => number
  readonly #known = new Map<string, { readonly body: string; readonly id: string; readonly at: number }>()
  #troubles: Trouble[] = []
  #second = { at: 0, count: 0 }

  constructor(now: () => number) {
    this.#now = now
  }

  trouble(...troubles: Trouble[]): void {
    this.#troubles.push(...troubles)
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    const trouble = this.#troubles.shift()
    if (trouble === 'connection refused') throw new TypeError('connection refused')
    if (trouble === 'bad gateway') return new Response('<h1>502</h1>', { status: 502 })
    const answer = await this.#answer(request)
    if (trouble === 'answer lost') throw new TypeError('connection lost')
    return answer
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname, origin } = new URL(request.url)
    const auth = request.headers.get('authorization')
    if (origin !== 'https://api.resend.com') return refuse(404, 'not_found', 'Unknown host')
    if (auth === null) return refuse(401, 'missing_api_key', 'Missing API Key')
    if (auth !== `Bearer ${this.key}` || this.revoked)
      return refuse(403, 'invalid_api_key', 'API key is invalid')
    if (this.#isTooFast())
      return refuse(429, 'rate_limit_exceeded', 'Too many requests', { 'retry-after': '1' })
    if (request.method === 'GET' && pathname === '/domains') {
      return this.restricted
        ? refuse(401, 'restricted_api_key', 'This API key is restricted to only send emails')
        : Response.json({ data: [{ name: 'example.org', status: 'verified' }] })
    }
    if (request.method !== 'POST' || pathname !== '/emails') return refuse(405, 'method_not_allowed', 'No')
    return this.#send(await request.text(), request.headers.get('idempotency-key'))
  }

  #send(body: string, key: string | null): Response {
    if (key !== null && key.length > 256) return refuse(400, 'invalid_idempotency_key', 'Too long')
    const known = key === null ? undefined : this.#known.get(key)
    if (known !== undefined && this.#now() - known.at < DAY_MS) {
      return known.body === body
        ? Response.json({ id: known.id })
        : refuse(
            409,
            'invalid_idempotent_request',
            'Same idempotency key used with a different request payload',
          )
    }
    const read = Sent.safeParse(JSON.parse(body))
    if (!read.success) return refuse(422, 'validation_error', read.error.message)
    if (!read.data.from.endsWith('@example.org')) {
      return refuse(403, 'validation_error', 'The domain is not verified.')
    }
    const id = crypto.randomUUID()
    this.sent.push(read.data)
    if (key !== null) this.#known.set(key, { body, id, at: this.#now() })
    return Response.json({ id })
  }

  #isTooFast(): boolean {
    const second = Math.floor(this.#now() / 1000)
    if (this.#second.at !== second) this.#second = { at: second, count: 0 }
    this.#second.count += 1
    return this.#second.count > 2
  }
}

function refuse(
  statusCode: number,
  name: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ statusCode, name, message }, { status: statusCode, headers })
}
