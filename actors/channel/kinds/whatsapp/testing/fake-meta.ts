import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { hmacSha256 } from '../../wire/hmac.ts'
import { membersOf, textOf } from '../../wire/json.ts'

export const APP_SECRET = 'app-secret-of-meta'
export const ACCESS_TOKEN = 'EAAG-good'
export const NUMBER_ID = '106540352242922'
/** Ada shows her number, Bob has taken a username. */
export const ADA = { phone: '16505551234', id: 'US.13491208655302741918', name: 'Ada' }
export const BOB = { id: 'DE.77712345', name: 'Bob', username: 'bob.b' }

export interface FakeSent {
  readonly id: string
  readonly peer: string
  readonly body: Readonly<Record<string, unknown>>
}

type Mishap =
  | 'lost'
  | 'taken'
  | { readonly status: number; readonly error: Record<string, unknown>; readonly retryAfter?: number }

const DAY_MS = 86_400_000
const ERROR_CODES = { auth: 190, parameter: 100, window: 131_047, pair: 131_056 }

/**
 * The Graph API of Meta for one phone number: the token, the way a person is addressed, the 24-hour window, the limit of
 * each pair, media by id, and the webhooks that it sends, signed over their raw bytes.
 */
export class FakeMeta {
  readonly baseUrl = 'https://graph.example/v24.0'
  readonly sent: FakeSent[] = []
  readonly media = new Map<string, { type: string; bytes: Uint8Array }>()
  readonly tokens = new Set([ACCESS_TOKEN])
  readonly requests: string[] = []
  readonly #wrote = new Map<string, number>()
  readonly #lastSent = new Map<string, number>()
  readonly #mishaps: Mishap[] = []
  readonly #now: () => number
  #counter = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** The next requests go wrong in this way. `taken`: Meta does what it was asked, and its answer is lost. */
  next(...mishaps: readonly Mishap[]): void {
    this.#mishaps.push(...mishaps)
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    this.requests.push(url)
    const mishap = this.#mishaps.shift()
    if (mishap === 'lost') throw new TypeError('connection reset')
    if (typeof mishap === 'object') {
      const headers: HeadersInit =
        mishap.retryAfter === undefined ? {} : { 'retry-after': String(mishap.retryAfter) }
      return Response.json({ error: mishap.error }, { status: mishap.status, headers })
    }
    const answer = await this.#answer(new Request(url, init), new URL(url))
    if (mishap === 'taken') throw new TypeError('connection reset')
    return answer
  }

  /** Somebody writes: the window to them opens. @returns a message as it stands in a webhook */
  message(from: { phone?: string; id?: string }, part: Record<string, unknown>): Record<string, unknown> {
    this.#counter += 1
    for (const key of [from.phone, from.id]) if (key !== undefined) this.#wrote.set(key, this.#now())
    return {
      ...(from.phone === undefined ? {} : { from: from.phone }),
      ...(from.id === undefined ? {} : { from_user_id: from.id }),
      id: `wamid.IN${this.#counter}`,
      timestamp: String(Math.floor(this.#now() / 1000)),
      ...part,
    }
  }

  /** A webhook with these values of changes. */
  async hook(values: readonly Record<string, unknown>[], field = 'messages'): Promise<HookRequest> {
    const metadata = { display_phone_number: '15550783881', phone_number_id: NUMBER_ID }
    const changes = values.map((value) => ({
      field,
      value: { messaging_product: 'whatsapp', metadata, ...value },
    }))
    return await this.signed(
      JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] }),
    )
  }

  async signed(text: string, secret = APP_SECRET): Promise<HookRequest> {
    const body = new TextEncoder().encode(text)
    const signature = await hmacSha256(secret, body)
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` }
    return { method: 'POST', url: 'https://switchboard.example/hooks/whatsapp', headers, body }
  }

  async #answer(request: Request, { pathname, host }: URL): Promise<Response> {
    const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '')
    if (!this.tokens.has(token)) return refuse(401, ERROR_CODES.auth, 'Invalid OAuth access token')
    const [, version, first = '', second] = pathname.split('/')
    if (version === 'media-files') return this.#file(first, request)
    if (host !== 'graph.example' || version !== 'v24.0')
      return refuse(404, ERROR_CODES.parameter, 'Unknown path')
    if (first === NUMBER_ID && second === 'messages') return this.#send(membersOf(await request.json()))
    if (first === NUMBER_ID && second === 'media') return await this.#upload(request)
    if (first === NUMBER_ID)
      return Response.json({
        display_phone_number: '+1 555-078-3881',
        verified_name: 'Lucky Shrub',
        id: NUMBER_ID,
      })
    const known = this.media.get(first)
    if (known === undefined) return refuse(400, ERROR_CODES.parameter, 'Unsupported get request')
    const url = `https://graph.example/media-files/${first}`
    return Response.json({ url, mime_type: known.type, file_size: known.bytes.length, id: first })
  }

  #send(body: Readonly<Record<string, unknown>>): Response {
    const peer = textOf(body['to']) ?? textOf(body['recipient']) ?? ''
    const type = textOf(body['type']) ?? ''
    if (body['messaging_product'] !== 'whatsapp' || peer === '' || !(type in body))
      return refuse(400, ERROR_CODES.parameter, 'Invalid parameter')
    if ((textOf(membersOf(body[type])['caption']) ?? '').length > 1_024)
      return refuse(400, ERROR_CODES.parameter, 'Param caption must be at most 1024 characters long.')
    if (type === 'text' && (textOf(membersOf(body['text'])['body']) ?? '').length > 4_096)
      return refuse(400, ERROR_CODES.parameter, 'Param text.body must be at most 4096 characters long.')
    if (this.#now() - (this.#wrote.get(peer) ?? -Infinity) > DAY_MS)
      return refuse(400, ERROR_CODES.window, 'Re-engagement message')
    if (this.#now() - (this.#lastSent.get(peer) ?? -Infinity) < 1_000)
      return refuse(400, ERROR_CODES.pair, '(Business Account, Consumer Account) pair rate limit hit')
    this.#lastSent.set(peer, this.#now())
    const id = `wamid.OUT${this.sent.length + 1}`
    // A business-scoped id in `to` is answered like any other, and reaches nobody.
    if (!/^[A-Z]/.test(textOf(body['to']) ?? '')) this.sent.push({ id, peer, body })
    return Response.json({ messaging_product: 'whatsapp', contacts: [{ input: peer }], messages: [{ id }] })
  }

  async #upload(request: Request): Promise<Response> {
    const form = await request.formData()
    const file = form.get('file')
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof Blob))
      return refuse(400, ERROR_CODES.parameter, 'Invalid parameter')
    const id = `M${this.media.size + 1}`
    this.media.set(id, { type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) })
    return Response.json({ id })
  }

  #file(id: string, request: Request): Response {
    const known = this.media.get(id)
    if (known === undefined) return new Response('', { status: 404 })
    return request.headers.has('user-agent')
      ? new Response(known.bytes.slice())
      : new Response('', { status: 400 })
  }
}

function refuse(status: number, code: number, message: string): Response {
  return Response.json({ error: { message, type: 'OAuthException', code } }, { status })
}
