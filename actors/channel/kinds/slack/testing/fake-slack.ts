import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import { hmacSha256 } from '../../wire/hmac.ts'
import { answerMethod } from './methods.ts'
import { FakeOAuth } from './oauth.ts'
import { BOT, BOT_TOKEN, SIGNING_SECRET, TEAM } from './workspace.ts'

export interface FakeMessage {
  readonly type: 'message'
  readonly ts: string
  text: string
  user?: string
  bot_id?: string
  subtype?: string
  thread_ts?: string
  reply_count?: number
  latest_reply?: string
  edited?: { user: string; ts: string }
  files?: readonly Record<string, unknown>[]
  reactions?: { name: string; users: string[]; count: number }[]
}

export interface FakeChannel {
  readonly id: string
  readonly name?: string
  readonly kind: 'channel' | 'im' | 'mpim'
  /** Of a direct message: the other one. */
  readonly user?: string
  member: boolean
  archived: boolean
  readonly messages: FakeMessage[]
}

export interface FakeFile {
  readonly id: string
  readonly name: string
  readonly length: number
  bytes: Uint8Array | null
}

/** What a test has Slack do instead of answering. `taken`: it does what it was asked, and its answer is lost. */
export type Mishap =
  | 'lost'
  | 'taken'
  | { readonly status: number; readonly body: unknown; readonly retryAfter?: number }

/**
 * A workspace of Slack: its Web API, with the token, the arguments, the membership, the pages and the limits that the
 * real one insists on, and the events that it sends, signed. Every answer is 200 with `ok`, but for 429.
 */
export class FakeSlack {
  readonly baseUrl = 'https://slack.example'
  readonly users = new Map([
    ['U1', { name: 'ada', real_name: 'Ada Lovelace', display_name: 'Ada' }],
    ['U2', { name: 'bob', real_name: 'Bob', display_name: '' }],
    [BOT.user, { name: BOT.name, real_name: 'Switchboard', display_name: '' }],
  ])
  readonly channels = new Map<string, FakeChannel>()
  readonly files = new Map<string, FakeFile>()
  readonly tokens = new Set([BOT_TOKEN])
  readonly oauth = new FakeOAuth(this)
  /** Methods in the order of their calls, with what came along. */
  readonly calls: { method: string; args: URLSearchParams }[] = []
  /** The rule of 29 May 2025 for new apps outside the Marketplace: one history a minute, of 15 messages. */
  historyLimited = false
  readonly lastCalls = new Map<string, number>()
  readonly #mishaps = new Map<string, Mishap[]>()
  readonly now: () => number
  #counter = 0

  constructor(now: () => number) {
    this.now = now
    this.open({ id: 'C1', name: 'general', kind: 'channel' })
    this.open({ id: 'D1', kind: 'im', user: 'U1' })
  }

  open(channel: Pick<FakeChannel, 'id' | 'kind'> & Partial<FakeChannel>): FakeChannel {
    const opened = { member: true, archived: false, messages: [], ...channel }
    this.channels.set(channel.id, opened)
    return opened
  }

  /** Somebody writes; nobody is told of it yet. @param at seconds since the epoch, now unless said otherwise */
  write(channel: string, message: Partial<FakeMessage>, at = this.now() / 1000): FakeMessage {
    this.#counter += 1
    const ts = `${Math.floor(at)}.${String(this.#counter).padStart(6, '0')}`
    const written: FakeMessage = { type: 'message', text: '', user: 'U1', ts, ...message }
    const { messages } = this.channels.get(channel) ?? this.open({ id: channel, kind: 'channel' })
    messages.push(written)
    const root = messages.find((each) => each.ts === written.thread_ts && each.ts !== ts)
    if (root !== undefined) {
      root.thread_ts = root.ts
      root.reply_count = (root.reply_count ?? 0) + 1
      root.latest_reply = ts
    }
    return written
  }

  /** The next calls of a method go wrong in this way. */
  next(method: string, ...mishaps: readonly Mishap[]): void {
    this.#mishaps.set(method, [...(this.#mishaps.get(method) ?? []), ...mishaps])
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    const { pathname, origin } = new URL(url)
    if (origin !== this.baseUrl) throw new TypeError(`no test expected ${url}`)
    const [, area, name = ''] = pathname.split('/')
    if (area === 'upload') return this.#upload(name, request)
    if (area === 'files-pri') return this.#download(name, request)
    if (area !== 'api' || request.method !== 'POST') return new Response('not found', { status: 404 })
    const args = new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer()))
    this.calls.push({ method: name, args })
    return this.#answer(name, args, request.headers.get('authorization'))
  }

  /** A request of the Events API about this event. */
  async event(event: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<HookRequest> {
    this.#counter += 1
    return this.hook({
      type: 'event_callback',
      team_id: TEAM.id,
      api_app_id: 'A1',
      event_id: `Ev${this.#counter}`,
      event_time: Math.floor(this.now() / 1000),
      event,
      ...more,
    })
  }

  /** The event about a message that somebody wrote. */
  async messageEvent(channel: string, message: FakeMessage): Promise<HookRequest> {
    const kind = this.channels.get(channel)?.kind
    return this.event({ ...message, channel, channel_type: kind, event_ts: message.ts })
  }

  /** Any payload, signed as https://docs.slack.dev/authentication/verifying-requests-from-slack says. */
  async hook(payload: unknown, secret = SIGNING_SECRET, at = this.now()): Promise<HookRequest> {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
    const timestamp = String(Math.floor(at / 1000))
    const signature = await hmacSha256(secret, new TextEncoder().encode(`v0:${timestamp}:${body}`))
    return {
      method: 'POST',
      url: 'https://switchboard.example/hooks/slack',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body: new TextEncoder().encode(body),
    }
  }

  async #answer(method: string, args: URLSearchParams, authorization: string | null): Promise<Response> {
    const mishap = this.#mishaps.get(method)?.shift()
    if (mishap === 'lost') throw new TypeError('connection reset')
    if (typeof mishap === 'object') {
      const { status, body, retryAfter } = mishap
      const headers: HeadersInit = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
      return Response.json(body, { status, headers })
    }
    const answer = answerMethod(this, method, args, authorization)
    if (mishap === 'taken') throw new TypeError('connection reset')
    return answer
  }

  async #upload(id: string, request: Request): Promise<Response> {
    const file = this.files.get(id)
    const bytes = new Uint8Array(await request.arrayBuffer())
    if (file === undefined || bytes.length !== file.length || request.headers.has('authorization'))
      return new Response('bad upload', { status: 400 })
    file.bytes = bytes
    return new Response(`OK - ${bytes.length}`)
  }

  #download(id: string, request: Request): Response {
    const file = this.files.get(id)
    const known = this.tokens.has((request.headers.get('authorization') ?? '').replace('Bearer ', ''))
    if (!known) return new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } })
    return file === undefined ? new Response('', { status: 404 }) : new Response(file.bytes?.slice())
  }
}
