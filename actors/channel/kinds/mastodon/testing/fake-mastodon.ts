import { newId } from '@switchboard/shared-types/ids'
import { elementsOf, membersOf, textOf } from '../../wire/json.ts'

export const TOKEN = 'mastodon-token'
export const ME = { id: '1', acct: 'me', username: 'me', display_name: 'Me', bot: false }
export const ADA = { id: '2', acct: 'ada@far.example', username: 'ada', display_name: 'Ada', bot: false }
export const BOB = { id: '3', acct: 'bob', username: 'bob', display_name: '', bot: false }

export interface FakeStatus {
  readonly id: string
  readonly account: typeof ME
  content: string
  readonly created_at: string
  readonly in_reply_to_id: string | null
  readonly visibility: string
  readonly mentions: readonly (typeof ME)[]
  readonly url: string
  media_attachments: readonly Record<string, unknown>[]
  spoiler_text: string
  favourited: boolean
}

type Mishap = 'lost' | 'taken'

/**
 * An instance of Mastodon: the token, pages by min_id, threads, Idempotency-Key for an hour, its own length of posts, and
 * 429 with the time at which the limit ends.
 */
export class FakeMastodon {
  readonly baseUrl = 'https://social.example'
  readonly maxCharacters = 100
  readonly statuses = new Map<string, FakeStatus>()
  readonly notifications: { id: string; type: string; status: FakeStatus }[] = []
  readonly media = new Map<string, Uint8Array>()
  readonly requests: string[] = []
  limit = Infinity
  readonly #keys = new Map<string, { at: number; answer: FakeStatus }>()
  readonly #mishaps: Mishap[] = []
  readonly #now: () => number
  #window = { began: 0, used: 0 }
  #counter = 100

  constructor(now: () => number) {
    this.#now = now
  }

  /** The next posts go wrong in this way. `taken`: it is posted, and the answer is lost. */
  next(...mishaps: readonly Mishap[]): void {
    this.#mishaps.push(...mishaps)
  }

  /** Somebody posts; who is mentioned is notified. */
  post(account: typeof ME, content: string, more: Partial<FakeStatus> = {}): FakeStatus {
    const id = String((this.#counter += 1))
    const mentions = [ME, ADA, BOB].filter((one) => content.includes(`@${one.acct}`))
    const status: FakeStatus = {
      id,
      account,
      content: `<p>${content}</p>`,
      created_at: new Date(this.#now()).toISOString(),
      in_reply_to_id: null,
      visibility: 'public',
      mentions,
      url: `${this.baseUrl}/@${account.acct}/${id}`,
      media_attachments: [],
      spoiler_text: '',
      favourited: false,
      ...more,
    }
    this.statuses.set(id, status)
    if (mentions.includes(ME) && account !== ME)
      this.notifications.push({ id: String((this.#counter += 1)), type: 'mention', status })
    return status
  }

  ownPosts(): FakeStatus[] {
    return [...this.statuses.values()].filter(({ account }) => account === ME)
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    const { origin, pathname, searchParams } = new URL(url)
    if (origin !== this.baseUrl) throw new TypeError(`no test expected ${url}`)
    this.requests.push(`${request.method} ${pathname}`)
    if (request.headers.get('authorization') !== `Bearer ${TOKEN}`)
      return Response.json({ error: 'The access token is invalid' }, { status: 401 })
    const limited = this.#limited()
    if (limited !== null) return limited
    return await this.#answer(request, pathname, searchParams)
  }

  #limited(): Response | null {
    const length = 300_000
    if (this.#now() - this.#window.began >= length) this.#window = { began: this.#now(), used: 0 }
    this.#window.used += 1
    if (this.#window.used <= this.limit) return null
    const headers = { 'x-ratelimit-reset': new Date(this.#window.began + length).toISOString() }
    return Response.json({ error: 'Too many requests' }, { status: 429, headers })
  }

  async #answer(request: Request, path: string, query: URLSearchParams): Promise<Response> {
    if (path === '/api/v1/accounts/verify_credentials') return Response.json(ME)
    if (path === '/api/v2/instance') {
      const configuration = { statuses: { max_characters: this.maxCharacters } }
      return Response.json({ domain: 'social.example', configuration })
    }
    if (path === '/api/v1/notifications') return this.#list(query)
    if (path === '/api/v2/media' && request.method === 'POST') return await this.#upload(request)
    if (path === '/api/v1/statuses' && request.method === 'POST') return await this.#publish(request)
    const [, id = '', action] = /^\/api\/v1\/statuses\/(\w+)(?:\/(\w+))?$/.exec(path) ?? []
    const status = this.statuses.get(id)
    if (status === undefined) return Response.json({ error: 'Record not found' }, { status: 404 })
    if (action === 'context') return Response.json({ ancestors: this.#ancestors(status), descendants: [] })
    if (action !== undefined) status.favourited = action === 'favourite'
    if (request.method === 'DELETE') this.statuses.delete(id)
    if (request.method === 'PUT') this.#edit(status, membersOf(await request.json()))
    return Response.json(status)
  }

  /** `min_id`: those right behind it, and the newest of them first. */
  #list(query: URLSearchParams): Response {
    const limit = Number(query.get('limit') ?? 40)
    const minId = query.get('min_id')
    const all = this.notifications.filter(({ id }) => minId === null || Number(id) > Number(minId))
    const page = minId === null ? all.slice(-limit) : all.slice(0, limit)
    return Response.json(page.toReversed())
  }

  #ancestors(status: FakeStatus): FakeStatus[] {
    const parent = this.statuses.get(status.in_reply_to_id ?? '')
    return parent === undefined ? [] : [...this.#ancestors(parent), parent]
  }

  async #publish(request: Request): Promise<Response> {
    const mishap = this.#mishaps.shift()
    if (mishap === 'lost') throw new TypeError('connection reset')
    const fields = membersOf(await request.json())
    const key = request.headers.get('idempotency-key') ?? newId('req')
    const known = this.#keys.get(key)
    if (known !== undefined && this.#now() - known.at < 3_600_000) return Response.json(known.answer)
    const text = textOf(fields['status']) ?? ''
    if (text.length > this.maxCharacters)
      return Response.json({ error: 'Validation failed: Text character limit exceeded' }, { status: 422 })
    const inReplyTo = textOf(fields['in_reply_to_id'])
    if (inReplyTo !== null && !this.statuses.has(inReplyTo))
      return Response.json(
        { error: 'The post you are trying to reply to does not appear to exist.' },
        { status: 404 },
      )
    const media = elementsOf(fields['media_ids']).map((id) => ({ id }))
    const visibility = textOf(fields['visibility']) ?? 'public'
    const answer = this.post(ME, text, { in_reply_to_id: inReplyTo, visibility, media_attachments: media })
    this.#keys.set(key, { at: this.#now(), answer })
    if (mishap === 'taken') throw new TypeError('connection reset')
    return Response.json(answer)
  }

  #edit(status: FakeStatus, fields: Readonly<Record<string, unknown>>): void {
    status.content = `<p>${textOf(fields['status']) ?? ''}</p>`
    status.media_attachments = elementsOf(fields['media_ids']).map((id) => ({ id }))
    status.spoiler_text = textOf(fields['spoiler_text']) ?? ''
  }

  async #upload(request: Request): Promise<Response> {
    const file = (await request.formData()).get('file')
    if (!(file instanceof Blob)) return Response.json({ error: 'Validation failed' }, { status: 422 })
    const id = `${this.media.size + 1}`
    this.media.set(id, new Uint8Array(await file.arrayBuffer()))
    return Response.json({ id, type: 'image', url: null }, { status: 202 })
  }
}
