import { elementsOf, membersOf } from '../../wire/json.ts'
import { Buckets } from './buckets.ts'
import { FakeChannel } from './channel.ts'
import type { FakeMessage, FakeUser } from './channel.ts'
import { FakeOAuth } from './fake-oauth.ts'
import { Guilds } from './guilds.ts'
import { Refusal, tooMany } from './refusal.ts'
import { Signer } from './signer.ts'

/** What goes wrong with the next call: it is carried out and its answer lost, never carried out, or met by a proxy. */
export type Trouble = 'answer lost' | 'connection refused' | 'bad gateway' | 'global limit'

const API = '/api/v10'
const EPOCH_MS = 1_420_070_400_000
const NONCES_LIVE_MS = 5 * 60_000
const CDN = 'https://cdn.discordapp.com'

/**
 * Discord for one bot, by https://discord.com/developers/docs: it checks the token, what is sent and by whom, limits by
 * bucket, remembers nonces for a few minutes, and signs what it sends.
 */
export class FakeDiscord {
  readonly token: string
  readonly me: FakeUser = { id: '900100', username: 'switchboard', global_name: null, bot: true }
  readonly signer: Signer
  readonly guilds = new Guilds()
  readonly oauth: FakeOAuth
  readonly channels = new Map<string, FakeChannel>()
  readonly calls: { readonly method: string; readonly path: string; readonly body: unknown }[] = []
  /** Bytes of files, by the id of their attachment. */
  readonly files = new Map<string, Uint8Array>()
  messageContentIntent = true
  interactionsUrl: string | null = null
  revoked = false
  readonly #buckets = new Buckets()
  readonly #nonces = new Map<string, { readonly message: FakeMessage; readonly at: number }>()
  readonly #now: () => number
  #troubles: (Trouble | null)[] = []
  #ids = 0n

  private constructor(signer: Signer, token: string, now: () => number) {
    this.signer = signer
    this.token = token
    this.#now = now
    this.oauth = new FakeOAuth(this.guilds, this.me.id, now)
  }

  static async open({ token = 'a-bot-token-of-the-tests', now = Date.now } = {}): Promise<FakeDiscord> {
    return new FakeDiscord(await Signer.create(), token, now)
  }

  // The people at Discord

  channel(channel: Partial<FakeChannel> & { id: string }): FakeChannel {
    const known = this.channels.get(channel.id) ?? new FakeChannel(channel)
    this.channels.set(channel.id, known)
    return known
  }

  /** Somebody writes. */
  say({ id }: { readonly id: string }, said: Partial<FakeMessage>): FakeMessage {
    const author: FakeUser = { id: '700700', username: 'ann', global_name: 'Ann Lee' }
    const bare = { type: 0, content: '', edited_timestamp: null, attachments: [], mentions: [] }
    const message: FakeMessage = { id: this.snowflake(), author, ...bare, ...said }
    this.channel({ id }).messages.set(message.id, message)
    return message
  }

  edit({ id }: { readonly id: string }, message: FakeMessage, content: string): void {
    const edited_timestamp = new Date(this.#now()).toISOString().replace('Z', '000+00:00')
    this.channel({ id }).messages.set(message.id, { ...message, content, edited_timestamp })
  }

  trouble(...troubles: Trouble[]): void {
    this.#troubles.push(...troubles)
  }

  /** The same, once so many calls went well. */
  troubleAfter(calls: number, ...troubles: Trouble[]): void {
    this.#troubles.push(...Array.from({ length: calls }, () => null), ...troubles)
  }

  /** The next id; ids grow with the time. */
  snowflake(): string {
    return String((BigInt(this.#now() - EPOCH_MS) << 22n) + this.#ids++)
  }

  // The REST API

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const trouble = this.#troubles.shift()
    if (trouble === 'connection refused') throw new TypeError('Network connection lost.')
    if (trouble === 'bad gateway') return new Response('<html>502 Bad Gateway</html>', { status: 502 })
    if (trouble === 'global limit') return tooMany(1.337, true).toResponse()
    const answer = await this.#answer(new Request(url, init))
    if (trouble === 'answer lost') throw new TypeError('Network connection lost.')
    return answer
  }

  async #answer(request: Request): Promise<Response> {
    const { origin, pathname } = new URL(request.url)
    if (origin === CDN) return this.#download(pathname, request.headers)
    const path = pathname.replace(API, '')
    if (path.startsWith('/oauth2/')) return await this.oauth.answer(request, path)
    try {
      this.#authorise(request.headers)
      const headers = this.#buckets.admit(bucketOf(request.method, pathname), this.#now())
      const body = await bodyOf(request)
      this.calls.push({ method: request.method, path, body })
      const result = this.#run(request, body)
      return result === null
        ? new Response(null, { status: 204, headers })
        : Response.json(result, { headers })
    } catch (error) {
      if (error instanceof Refusal) return error.toResponse()
      throw error
    }
  }

  #authorise(headers: Headers): void {
    if (!headers.get('user-agent')?.startsWith('DiscordBot (')) throw new Refusal(403, 0, 'Forbidden')
    if (headers.get('authorization') === `Bot ${this.token}` && !this.revoked) return
    throw new Refusal(401, 0, '401: Unauthorized')
  }

  #run(request: Request, body: Readonly<Record<string, unknown>>): object | null {
    const { pathname, searchParams } = new URL(request.url)
    const [, root, id = '', part, message, , emoji] = pathname.replace(API, '').split('/')
    if (root === 'users' && part === undefined) return this.me
    if (root === 'users') {
      return request.method === 'DELETE' ? this.guilds.leave(message ?? '') : this.guilds.list(searchParams)
    }
    if (root === 'guilds') return this.#inGuild(id, part)
    if (root === 'applications') return this.#application(request.method, body)
    const channel = this.#visible(id)
    if (!pathname.includes('/messages')) return this.#described(channel)
    if (emoji !== undefined) return react(channel, message ?? '', decodeURIComponent(emoji), request.method)
    if (message !== undefined) return this.#message(channel, message, request.method, body)
    if (request.method === 'POST') return this.#post(channel, body)
    const limit = Number(searchParams.get('limit') ?? 50)
    if (limit < 1 || limit > 100) throw new Refusal(400, 50_035, 'Invalid Form Body')
    return channel.page(searchParams.get('after'), limit).map((one) => this.#shown(one, channel))
  }

  #inGuild(id: string, part: string | undefined): object {
    const found = this.guilds.channels(id, part, this.channels.values()).map((one) => this.#described(one))
    return part === 'threads' ? { threads: found } : found
  }

  #application(method: string, body: Readonly<Record<string, unknown>>): object {
    if (method === 'PATCH' && body['interactions_endpoint_url'] === null) this.interactionsUrl = null
    const flags = this.messageContentIntent ? 1 << 19 : 0
    return {
      id: this.me.id,
      verify_key: this.signer.publicKey,
      flags,
      interactions_endpoint_url: this.interactionsUrl,
    }
  }

  #visible(id: string): FakeChannel {
    const channel = this.channels.get(id)
    if (channel === undefined) throw new Refusal(404, 10_003, 'Unknown Channel')
    if (!channel.seen || !this.guilds.shows(channel)) throw new Refusal(403, 50_001, 'Missing Access')
    return channel
  }

  #described(channel: FakeChannel): object {
    const { id, name, type, guild } = channel
    const last_message_id = channel.sorted().at(-1)?.id ?? null
    return { id, name, type, ...(guild === null ? {} : { guild_id: guild }), last_message_id }
  }

  #post(channel: FakeChannel, body: Readonly<Record<string, unknown>>): object {
    if (!channel.writable) throw new Refusal(403, 50_013, 'Missing Permissions')
    const { content, nonce, allowed_mentions, message_reference, files } = body
    const text = typeof content === 'string' ? content : ''
    if (text.length > 2_000) throw new Refusal(400, 50_035, 'Invalid Form Body')
    if (text === '' && elementsOf(files).length === 0)
      throw new Refusal(400, 50_006, 'Cannot send an empty message')
    const known = body['enforce_nonce'] === true ? this.#known(nonce) : null
    if (known !== null) return this.#shown(known, channel)
    const message = this.say(channel, {
      author: this.me,
      content: text,
      allowed_mentions,
      ...replied(channel, membersOf(message_reference)),
      attachments: elementsOf(files).map((file) => this.#kept(file)),
    })
    if (typeof nonce === 'string') this.#nonces.set(nonce, { message, at: this.#now() })
    return this.#shown(message, channel)
  }

  #known(nonce: unknown): FakeMessage | null {
    if (typeof nonce !== 'string') return null
    if (nonce.length > 25) throw new Refusal(400, 50_035, 'Invalid Form Body')
    const known = this.#nonces.get(nonce)
    return known !== undefined && this.#now() - known.at < NONCES_LIVE_MS ? known.message : null
  }

  #kept(file: unknown) {
    const id = this.snowflake()
    if (!(file instanceof File)) throw new Refusal(400, 50_035, 'Invalid Form Body')
    return { id, filename: file.name, content_type: file.type, size: file.size }
  }

  #message(
    channel: FakeChannel,
    id: string,
    method: string,
    body: Readonly<Record<string, unknown>>,
  ): object | null {
    const message = channel.messages.get(id)
    if (message === undefined) throw new Refusal(404, 10_008, 'Unknown Message')
    if (method === 'GET') return this.#shown(message, channel)
    if (method === 'DELETE') {
      channel.messages.delete(id)
      return null
    }
    if (message.author.id !== this.me.id)
      throw new Refusal(403, 50_005, 'Cannot edit a message authored by another user')
    this.edit(channel, message, typeof body['content'] === 'string' ? body['content'] : message.content)
    return this.#shown(channel.messages.get(id) ?? message, channel)
  }

  /** Without the privileged intent a bot sees of others’ messages that they are there, and no more. */
  #shown(message: FakeMessage, channel: FakeChannel): object {
    const visible = this.messageContentIntent || message.author.id === this.me.id
    const attachments = message.attachments.map((file) =>
      Object.assign({ url: urlOf(channel.id, file.id) }, file),
    )
    const reactions = [...(channel.reactions.get(message.id) ?? [])].map((name) => ({
      me: true,
      emoji: { id: null, name },
    }))
    const own = {
      channel_id: channel.id,
      timestamp: new Date(this.#now()).toISOString(),
      embeds: [],
      reactions,
    }
    return { ...message, ...own, ...(visible ? { attachments } : { content: '', attachments: [] }) }
  }

  #download(path: string, headers: Headers): Response {
    if (headers.has('authorization')) return new Response('The token has leaked.', { status: 400 })
    const bytes = this.files.get(path.split('/').at(-1) ?? '')
    if (bytes === undefined) return new Response('This content is no longer available.', { status: 404 })
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'image/png' } })
  }
}

function react(channel: FakeChannel, message: string, emoji: string, method: string): null {
  if (!channel.messages.has(message)) throw new Refusal(404, 10_008, 'Unknown Message')
  const mine = channel.reactions.get(message) ?? new Set()
  if (method === 'PUT') mine.add(emoji)
  else mine.delete(emoji)
  channel.reactions.set(message, mine)
  return null
}

function replied(channel: FakeChannel, reference: Readonly<Record<string, unknown>>): Partial<FakeMessage> {
  const { message_id: id, fail_if_not_exists: strict = true } = reference
  if (typeof id !== 'string') return {}
  if (channel.messages.has(id)) return { type: 19, message_reference: { message_id: id } }
  if (strict === false) return {}
  throw new Refusal(400, 50_035, 'Invalid Form Body')
}

function urlOf(channel: string, file: string): string {
  return `${CDN}/attachments/${channel}/${file}`
}

/** One bucket for each route and channel, whichever message it is about. */
function bucketOf(method: string, path: string): string {
  return `${method} ${path.replace(/(messages)\/\d+/, '$1/:id')}`
}

async function bodyOf(request: Request): Promise<Readonly<Record<string, unknown>>> {
  if (request.body === null) return {}
  if (request.headers.get('content-type') === 'application/json') return membersOf(await request.json())
  const form = await request.formData()
  const json = form.get('payload_json')
  const payload: unknown = typeof json === 'string' ? JSON.parse(json) : {}
  const files = [...form].filter(([name]) => name.startsWith('files[')).map(([, file]) => file)
  return { ...membersOf(payload), files }
}
