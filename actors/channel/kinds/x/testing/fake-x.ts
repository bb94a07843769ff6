import { membersOf, textOf } from '../../wire/json.ts'
import { FakeOAuth } from './fake-oauth.ts'
import { FakeLimits } from './fake-limits.ts'
import { FakeWebhooks } from './fake-webhooks.ts'
import { ME, PEOPLE, type FakePerson } from './people.ts'
import { problem } from './problem.ts'

export interface FakeMessage {
  readonly id: string
  readonly talk: string
  readonly sender: FakePerson
  readonly text: string
  readonly at: number
}

export interface FakePost {
  readonly id: string
  readonly root: string
  readonly author: FakePerson
  readonly text: string
  readonly replyTo: string | null
  readonly at: number
}

/** `taken`: it is done, and the answer is lost. */
type Mishap = 'lost' | 'taken' | 'broken'

const DAYS_30 = 30 * 24 * 60 * 60_000

/**
 * X: its tokens, talks of direct messages that go back 30 days, mentions by `since_id`, pages newest first, limits for
 * each endpoint, posts of 280 weighted characters of which none is said twice, and nothing that recognises a repetition.
 */
export class FakeX {
  readonly baseUrl = 'https://api.x.example'
  readonly oauth: FakeOAuth
  readonly limits: FakeLimits
  readonly webhooks = new FakeWebhooks()
  readonly messages: FakeMessage[] = []
  readonly posts: FakePost[] = []
  readonly requests: string[] = []
  /** Paths that this app may not read. */
  readonly closed = new Set<string>()
  readonly #mishaps: Mishap[] = []
  readonly #now: () => number
  #counter = 1_000_000_000_000_000_000n

  constructor(now: () => number) {
    this.#now = now
    this.oauth = new FakeOAuth(now)
    this.limits = new FakeLimits(now)
  }

  /** What is written next goes wrong in this way. */
  next(...mishaps: readonly Mishap[]): void {
    this.#mishaps.push(...mishaps)
  }

  say(sender: FakePerson, talk: string, text: string): FakeMessage {
    const message = { id: this.#id(), talk, sender, text, at: this.#now() }
    this.messages.unshift(message)
    return message
  }

  post(author: FakePerson, text: string, replyTo: FakePost | null = null): FakePost {
    const id = this.#id()
    const root = replyTo?.root ?? id
    const post = { id, root, author, text, replyTo: replyTo?.id ?? null, at: this.#now() }
    this.posts.unshift(post)
    return post
  }

  ownPosts(): FakePost[] {
    return this.posts.filter(({ author }) => author === ME)
  }

  /** How often an endpoint was called. */
  calls(endpoint: string): number {
    return this.requests.filter((request) => request === endpoint).length
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    const { origin, pathname, searchParams } = new URL(url)
    if (origin !== this.baseUrl) throw new TypeError(`no test expected ${url}`)
    const endpoint = `${request.method} ${pathname.replaceAll(/\d{3,}(-\d+)?/g, ':id')}`
    this.requests.push(endpoint)
    if (pathname.startsWith('/2/oauth2/')) return await this.oauth.answer(request, pathname)
    const limited = this.limits.take(endpoint)
    if (limited !== null) return limited
    if (pathname.startsWith('/2/webhooks')) return await this.webhooks.answer(request, pathname)
    const token = request.headers.get('authorization')?.replace('Bearer ', '') ?? ''
    const scopes = this.oauth.scopesOf(token)
    if (scopes === null) return problem(401, 'Unauthorized', 'Unauthorized')
    if (!scopesFor(request.method, pathname).every((scope) => scopes.includes(scope)))
      return problem(403, 'Forbidden', 'Your token lacks a scope for this endpoint.')
    if (this.closed.has(endpoint))
      return problem(403, 'Client Forbidden', 'Your plan has no access to this endpoint.')
    if (pathname.startsWith('/2/account_activity/'))
      return this.webhooks.subscribe(request.method, pathname, ME.id)
    return request.method === 'GET'
      ? this.#read(pathname, searchParams)
      : await this.#write(request, pathname)
  }

  #read(path: string, query: URLSearchParams): Response {
    if (path === '/2/users/me') return Response.json({ data: ME })
    if (path === '/2/dm_events') return this.#listMessages(query)
    if (path === `/2/users/${ME.id}/mentions`) return this.#listMentions(query)
    const post = this.posts.find(({ id }) => path === `/2/tweets/${id}`)
    if (post === undefined) return problem(404, 'Not Found Error', 'Not Found')
    const tweets = this.posts.filter(({ id }) => id === post.replyTo).map(postOf)
    return Response.json({ data: postOf(post), includes: { users: PEOPLE, tweets } })
  }

  #listMessages(query: URLSearchParams): Response {
    if (query.has('since_id'))
      return problem(400, 'Invalid Request', 'The query parameter [since_id] is not known.')
    const kept = this.messages.filter(({ at }) => this.#now() - at <= DAYS_30)
    const data = kept.map(({ id, talk, sender, text, at }) => ({
      id,
      event_type: 'MessageCreate',
      text,
      sender_id: sender.id,
      dm_conversation_id: talk,
      created_at: new Date(at).toISOString(),
    }))
    return page(data, query, {})
  }

  #listMentions(query: URLSearchParams): Response {
    const since = BigInt(query.get('since_id') ?? 0)
    const shown = this.posts.filter(
      ({ id, text, author }) => author !== ME && text.includes(`@${ME.username}`) && BigInt(id) > since,
    )
    const parents = this.posts.filter((post) => shown.some(({ replyTo }) => replyTo === post.id))
    return page(shown.map(postOf), query, { tweets: parents.map(postOf) })
  }

  async #write(request: Request, path: string): Promise<Response> {
    const mishap = this.#mishaps.shift()
    if (mishap === 'lost') throw new TypeError('connection reset')
    if (mishap === 'broken') return problem(503, 'Service Unavailable', 'Service Unavailable')
    const answer = this.#done(request.method, path, request.method === 'POST' ? await request.json() : null)
    if (mishap === 'taken') throw new TypeError('connection reset')
    return answer
  }

  #done(method: string, path: string, fields: unknown): Response {
    const talk = /^\/2\/dm_conversations\/([\d-]+)\/messages$/.exec(path)?.[1]
    if (method === 'POST' && talk !== undefined) return this.#takeMessage(talk, membersOf(fields))
    if (method === 'POST' && path === '/2/tweets') return this.#takePost(membersOf(fields))
    const id = /^\/2\/tweets\/(\d+)$/.exec(path)?.[1]
    const index = this.posts.findIndex((post) => post.id === id)
    if (method !== 'DELETE' || index < 0) return problem(404, 'Not Found Error', 'Not Found')
    if (this.posts[index]?.author !== ME)
      return problem(403, 'Forbidden', 'You are not authorized to delete this Tweet.')
    this.posts.splice(index, 1)
    return Response.json({ data: { deleted: true } })
  }

  #takeMessage(talk: string, fields: Readonly<Record<string, unknown>>): Response {
    const text = textOf(fields['text']) ?? ''
    const mayWrite = talk.split('-').includes(ME.id) || !talk.includes('-')
    if (!mayWrite) return problem(403, 'Forbidden', 'You are not a participant of this conversation.')
    if (text === '' || text.length > 10_000) return problem(400, 'Invalid Request', 'The text is not valid.')
    const { id } = this.say(ME, talk, text)
    return Response.json({ data: { dm_conversation_id: talk, dm_event_id: id } }, { status: 201 })
  }

  #takePost(fields: Readonly<Record<string, unknown>>): Response {
    const text = textOf(fields['text']) ?? ''
    if (weightOf(text) > 280) return problem(403, 'Forbidden', 'Your Tweet text is too long.')
    if (this.ownPosts().some((post) => post.text === text))
      return problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.')
    const answered = textOf(membersOf(fields['reply'])['in_reply_to_tweet_id'])
    const parent = this.posts.find(({ id }) => id === answered) ?? null
    if (answered !== null && parent === null)
      return problem(
        403,
        'Forbidden',
        'You attempted to reply to a Tweet that is deleted or not visible to you.',
      )
    const { id } = this.post(ME, text, parent)
    return Response.json({ data: { id, text } }, { status: 201 })
  }

  #id(): string {
    return String((this.#counter += 7n))
  }
}

/** As the reference names them for each endpoint; all are for the person, none for the app alone. */
function scopesFor(method: string, path: string): string[] {
  const read = ['tweet.read', 'users.read']
  if (path.startsWith('/2/account_activity/')) return [...read, 'dm.read', 'dm.write']
  if (path.startsWith('/2/dm_')) return [...read, method === 'GET' ? 'dm.read' : 'dm.write']
  return method === 'GET' ? read : [...read, 'tweet.write']
}

/** Newest first, at most 100; a token leads to what is older, whatever comes meanwhile. */
function page(data: readonly { readonly id: string }[], query: URLSearchParams, includes: object): Response {
  const most = Number(query.get('max_results') ?? 10)
  if (!(most >= 1 && most <= 100))
    return problem(400, 'Invalid Request', 'The max_results query parameter value is not between 1 and 100.')
  const token = query.get('pagination_token')
  const below = token === null ? null : BigInt(token.replace('before-', ''))
  const rest = data.filter(({ id }) => below === null || BigInt(id) < below)
  const shown = rest.slice(0, most)
  const last = shown.at(-1)
  const next = rest.length > most && last !== undefined ? { next_token: `before-${last.id}` } : {}
  const meta = { result_count: shown.length, ...next }
  return Response.json(
    shown.length === 0 ? { meta } : { data: shown, includes: { users: PEOPLE, ...includes }, meta },
  )
}

function postOf({ id, root, author, text, replyTo, at }: FakePost) {
  const references = replyTo === null ? {} : { referenced_tweets: [{ type: 'replied_to', id: replyTo }] }
  const created = new Date(at).toISOString()
  return { id, text, author_id: author.id, conversation_id: root, created_at: created, ...references }
}

/** https://docs.x.com/fundamentals/counting-characters: Latin and the like count one, everything else two. */
function weightOf(text: string): number {
  const heavy = /[^\p{ASCII}\u0080-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]/gu
  return Array.from(text).length + (text.match(heavy)?.length ?? 0)
}
