import type { Platform } from '../../testing/fake-world.ts'
import { isSigned } from '../../wire/standard-webhooks.ts'

/** A webhook of one's own that hands mail to an SMTP server: it checks the signature and that it knows the envelope. */
export class FakeRelay implements Platform {
  readonly secret = 'a secret that the relay and the house share'
  readonly sent: { readonly id: string; readonly from: string; readonly to: string; readonly raw: string }[] =
    []
  /** What it answers instead of taking the mail. */
  answer: Response | 'nothing' | null = null
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    const body = new Uint8Array(await request.arrayBuffer())
    const headers = Object.fromEntries(request.headers)
    if (!(await isSigned({ headers, body }, this.secret, this.#now())))
      return new Response(null, { status: 401 })
    if (this.answer === 'nothing') throw new TypeError('connection lost')
    if (this.answer !== null) return this.answer
    if (headers['content-type'] !== 'message/rfc822') return new Response(null, { status: 415 })
    this.sent.push({
      id: headers['webhook-id'] ?? '',
      from: headers['x-envelope-from'] ?? '',
      to: headers['x-envelope-to'] ?? '',
      raw: new TextDecoder().decode(body),
    })
    return new Response(null, { status: 202 })
  }
}
