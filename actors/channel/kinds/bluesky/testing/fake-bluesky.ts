import { elementsOf, membersOf, textOf } from '../../wire/json.ts'

export const PASSWORD = 'abcd-efgh-ijkl-mnop'
export const ME = { did: 'did:plc:me', handle: 'me.example', displayName: 'Me' }
export const ADA = { did: 'did:plc:ada', handle: 'ada.example', displayName: 'Ada' }

interface FakeRecord {
  readonly uri: string
  cid: string
  value: Readonly<Record<string, unknown>>
}

/**
 * A personal data server with what lies behind it: sessions whose tokens expire, records that are the same under the
 * same key, notifications newest first by cursor, and 429 with the second at which the limit ends.
 */
export class FakeBluesky {
  readonly baseUrl = 'https://pds.example'
  readonly records = new Map<string, FakeRecord>()
  readonly notifications: Record<string, unknown>[] = []
  readonly calls: string[] = []
  sessionsOpened = 0
  limited = false
  readonly #refreshTokens = new Set<string>()
  readonly #accessTokens = new Map<string, number>()
  readonly #mishaps: ('lost' | 'taken')[] = []
  readonly #now: () => number
  #counter = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** The next records go wrong in this way. `taken`: it is written, and the answer is lost. */
  next(...mishaps: readonly ('lost' | 'taken')[]): void {
    this.#mishaps.push(...mishaps)
  }

  /** Somebody writes and we are notified of it. @param answers the post that it answers */
  notify(text: string, more: Record<string, unknown> = {}, answers?: FakeRecord): FakeRecord {
    this.#counter += 1
    const uri = `at://${ADA.did}/app.bsky.feed.post/k${this.#counter}`
    const reply = answers && { root: rootOf(answers), parent: { uri: answers.uri, cid: answers.cid } }
    const value = {
      $type: 'app.bsky.feed.post',
      text,
      createdAt: '1999-01-01T00:00:00Z',
      ...(reply && { reply }),
      ...more,
    }
    const record = this.#write(uri, value)
    const reason = reply === undefined ? 'mention' : 'reply'
    const indexedAt = new Date(this.#now()).toISOString()
    this.notifications.push({ uri, cid: record.cid, author: ADA, reason, record: value, indexedAt })
    return record
  }

  own(collection = 'app.bsky.feed.post'): FakeRecord[] {
    return [...this.records.values()].filter(({ uri }) => uri.startsWith(`at://${ME.did}/${collection}/`))
  }

  expireRefreshTokens(): void {
    this.#refreshTokens.clear()
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    const { origin, pathname, searchParams } = new URL(url)
    if (origin !== this.baseUrl) throw new TypeError(`no test expected ${url}`)
    const method = pathname.replace('/xrpc/', '')
    this.calls.push(method)
    if (this.limited) return this.#tooMany()
    const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '')
    const type = request.headers.get('content-type') ?? ''
    const input = type === 'application/json' ? membersOf(await request.json()) : {}
    return this.#session(method, token, input) ?? this.#guarded(method, token, input, searchParams)
  }

  #session(method: string, token: string, input: Readonly<Record<string, unknown>>): Response | null {
    if (method === 'com.atproto.server.createSession') {
      this.sessionsOpened += 1
      const known = input['identifier'] === ME.handle && input['password'] === PASSWORD
      return known ? this.#grant() : refuse(401, 'AuthenticationRequired', 'Invalid identifier or password')
    }
    if (method === 'com.atproto.server.refreshSession')
      return this.#refreshTokens.delete(token)
        ? this.#grant()
        : refuse(400, 'ExpiredToken', 'Token has been revoked')
    if (method !== 'com.atproto.server.deleteSession') return null
    this.#refreshTokens.delete(token)
    this.#accessTokens.clear()
    return Response.json({})
  }

  #guarded(
    method: string,
    token: string,
    input: Readonly<Record<string, unknown>>,
    query: URLSearchParams,
  ): Response {
    const expires = this.#accessTokens.get(token)
    if (expires === undefined) return refuse(401, 'AuthMissing', 'Authentication Required')
    if (expires <= this.#now()) return refuse(400, 'ExpiredToken', 'Token has expired')
    switch (method) {
      case 'com.atproto.server.getSession':
        return Response.json(ME)
      case 'app.bsky.notification.listNotifications':
        return this.#list(query)
      case 'app.bsky.feed.getPosts': {
        const found = query
          .getAll('uris')
          .map((uri) => this.records.get(uri))
          .filter((one) => one !== undefined)
        return Response.json({ posts: found.map(({ uri, cid, value }) => ({ uri, cid, record: value })) })
      }
      case 'com.atproto.identity.resolveHandle':
        return query.get('handle') === ADA.handle
          ? Response.json({ did: ADA.did })
          : refuse(400, 'InvalidRequest', 'Unable to resolve handle')
      case 'com.atproto.repo.uploadBlob':
        return Response.json({ blob: { $type: 'blob', ref: { $link: `bafk${(this.#counter += 1)}` } } })
      case 'com.atproto.repo.putRecord':
        return this.#put(input)
      case 'com.atproto.repo.deleteRecord':
        this.records.delete(addressOf(input))
        return Response.json({})
      default:
        return refuse(501, 'MethodNotImplemented', method)
    }
  }

  #grant(): Response {
    this.#counter += 1
    const expires = this.#now() + 7_200_000
    const claims = btoa(JSON.stringify({ exp: expires / 1000 })).replace(/=+$/, '')
    const [accessJwt, refreshJwt] = [`e30.${claims}.${this.#counter}`, `refresh-${this.#counter}`]
    this.#accessTokens.set(accessJwt, expires)
    this.#refreshTokens.add(refreshJwt)
    return Response.json({ ...ME, accessJwt, refreshJwt })
  }

  #list(query: URLSearchParams): Response {
    const reasons = query.getAll('reasons')
    const all = this.notifications.filter(({ reason }) => reasons.includes(textOf(reason) ?? '')).toReversed()
    const from = Number(query.get('cursor') ?? 0)
    const to = from + Number(query.get('limit') ?? 50)
    const page = { notifications: all.slice(from, to) }
    return Response.json(to < all.length ? { ...page, cursor: String(to) } : page)
  }

  #put(input: Readonly<Record<string, unknown>>): Response {
    const mishap = this.#mishaps.shift()
    if (mishap === 'lost') throw new TypeError('connection reset')
    const value = membersOf(input['record'])
    const rkey = textOf(input['rkey']) ?? ''
    if (input['repo'] !== ME.did || !/^[234567abcdefghij][234567a-z]{12}$/.test(rkey))
      return refuse(400, 'InvalidRequest', 'Invalid record key')
    if ((textOf(value['text']) ?? '').length > 3_000)
      return refuse(400, 'InvalidRequest', 'Record/text must not be longer')
    const { reply } = value
    if (reply !== undefined && textOf(membersOf(membersOf(reply)['parent'])['cid']) === null)
      return refuse(400, 'InvalidRequest', 'Record/reply/parent/cid is missing')
    const { uri, cid } = this.#write(addressOf(input), value)
    if (mishap === 'taken') throw new TypeError('connection reset')
    return Response.json({ uri, cid })
  }

  #write(uri: string, value: Readonly<Record<string, unknown>>): FakeRecord {
    const record = { uri, cid: `bafy${JSON.stringify(value).length}x${uri.length}`, value }
    this.records.set(uri, record)
    return record
  }

  #tooMany(): Response {
    const headers = { 'ratelimit-reset': String(Math.ceil(this.#now() / 1000) + 120) }
    return Response.json(
      { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' },
      { status: 429, headers },
    )
  }
}

function rootOf({ uri, cid, value }: FakeRecord): unknown {
  return membersOf(value['reply'])['root'] ?? { uri, cid }
}

function addressOf({ repo, collection, rkey }: Readonly<Record<string, unknown>>): string {
  return `at://${[repo, collection, rkey].map((part) => textOf(part) ?? '').join('/')}`
}

function refuse(status: number, error: string, message: string): Response {
  return Response.json({ error, message }, { status })
}

/** The parts of a post's text that its facets name, by UTF-8 bytes. */
export function facetTexts({ value }: FakeRecord): string[] {
  const bytes = new TextEncoder().encode(textOf(value['text']) ?? '')
  return elementsOf(value['facets']).map((facet) => {
    const { byteStart, byteEnd } = membersOf(membersOf(facet)['index'])
    return new TextDecoder().decode(bytes.slice(Number(byteStart), Number(byteEnd)))
  })
}
