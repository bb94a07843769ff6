import type { Chat, Message, Update, User } from '@grammyjs/types'
import { Chats } from './chats.ts'
import type { FakeChat } from './chats.ts'
import { FloodControl } from './flood-control.ts'
import { CHANGING, SENDING } from './methods.ts'
import { numberIn, readParams, textIn } from './params.ts'
import type { Params } from './params.ts'
import { badRequest, Refusal } from './refusal.ts'
import { UpdateQueue } from './update-queue.ts'
import type { Happening } from './update-queue.ts'
import { Webhook } from './webhook.ts'

/** What goes wrong with the next call: it is carried out and its answer lost, never carried out, or met by a proxy. */
export type Trouble = 'answer lost' | 'connection refused' | 'bad gateway' | 'flood'

const SERVER = 'https://api.telegram.org'

/**
 * A Bot API server for one bot, by https://core.telegram.org/bots/api: it checks the token and the parameters, numbers
 * updates, keeps them for a day, gives them to a webhook or to getUpdates but never to both, and limits what is sent.
 */
export class FakeTelegram {
  readonly token: string
  readonly me: User = { id: 4_242, is_bot: true, first_name: 'Switchboard', username: 'switchboard_bot' }
  readonly calls: { readonly method: string; readonly params: Params }[] = []
  readonly webhook: Webhook
  /** What getFile finds, by file_id. */
  readonly files = new Map<string, Uint8Array>()
  /** Where the numbers go on after a quiet week. */
  restart = 17
  revoked = false
  readonly #chats = new Chats(this.me)
  readonly #updates = new UpdateQueue(1_000)
  readonly #flood = new FloodControl()
  readonly #now: () => number
  #troubles: Trouble[] = []
  readonly #troublesAt = new Map<string, Trouble>()

  constructor({
    token = '4242:a-bot-token-of-the-tests',
    now = Date.now,
    local = false,
  }: { token?: string; now?: () => number; local?: boolean } = {}) {
    this.token = token
    this.webhook = new Webhook(local)
    this.#now = now
  }

  // The people at Telegram

  chat(chat: Chat): FakeChat {
    return this.#chats.open(chat)
  }

  /** Somebody writes, and the bot is told. */
  say(chat: Chat, said: Partial<Message>): Update {
    const from: User = { id: 7, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'ann' }
    const message = this.#chats.say(this.chat(chat), { from, ...said }, this.#now())
    return this.happen({ [chat.type === 'channel' ? 'channel_post' : 'message']: message })
  }

  happen(happening: Happening): Update {
    return this.#updates.add(happening, this.#now(), this.restart)
  }

  /** The group becomes a supergroup with another id, as Telegram tells it on both sides. */
  upgrade(group: Chat, supergroup: Chat): void {
    this.chat(group).movedTo = supergroup.id
    this.say(group, { migrate_to_chat_id: supergroup.id })
    this.say(supergroup, { migrate_from_chat_id: group.id })
  }

  trouble(...troubles: Trouble[]): void {
    this.#troubles.push(...troubles)
  }

  /** The same for the next call of one method, whatever else is asked for before. */
  troubleAt(method: string, trouble: Trouble): void {
    this.#troublesAt.set(method, trouble)
  }

  /** How many updates have been neither confirmed nor brought. */
  waiting(): number {
    return this.#updates.waiting(this.#now()).length
  }

  /** Messages in a chat, oldest first. */
  messages(chat: Chat): Message[] {
    return [...this.chat(chat).messages.values()]
  }

  /** Brings what waits to the webhook, one by one; what is not answered with 2xx waits on. */
  async deliver(post: (request: Request) => Promise<Response>): Promise<number[]> {
    const statuses: number[] = []
    for (const update of this.#updates.waiting(this.#now())) {
      const { status } = await post(this.webhook.request(update))
      if (status >= 200 && status < 300) this.#updates.take(update.update_id)
      else this.webhook.note(status, this.#now())
      statuses.push(status)
    }
    return statuses
  }

  // The Bot API

  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const method = url.slice(url.lastIndexOf('/') + 1)
    const trouble = this.#troublesAt.get(method) ?? this.#troubles.shift()
    this.#troublesAt.delete(method)
    if (trouble === 'connection refused') throw new TypeError('Network connection lost.')
    if (trouble === 'bad gateway') return new Response('<html>502 Bad Gateway</html>', { status: 502 })
    if (trouble === 'flood') return flood(3).toResponse()
    const answer = await this.#answer(new Request(new URL(url, SERVER), init))
    if (trouble === 'answer lost') throw new TypeError('Network connection lost.')
    return answer
  }

  async #answer(request: Request): Promise<Response> {
    try {
      const [, api, file] = /^\/(?:bot([^/]+)|file\/bot([^/]+))\//.exec(new URL(request.url).pathname) ?? []
      this.#authorise(api ?? file)
      const rest = new URL(request.url).pathname.replace(/^\/(file\/)?bot[^/]+\//, '')
      if (file !== undefined) return this.#download(rest)
      return Response.json({ ok: true, result: this.#run(rest, await readParams(request)) })
    } catch (error) {
      if (error instanceof Refusal) return error.toResponse()
      throw error
    }
  }

  #authorise(token: string | undefined): void {
    if (token === undefined || !/^\d+:[\w-]+$/.test(token)) throw new Refusal(404, 'Not Found')
    if (token !== this.token || this.revoked) throw new Refusal(401, 'Unauthorized')
  }

  #run(method: string, params: Params): unknown {
    this.calls.push({ method, params })
    if (SENDING[method] !== undefined || CHANGING[method] !== undefined) return this.#message(method, params)
    const run = this.#methods[method]
    if (run === undefined) throw new Refusal(404, 'Not Found')
    return run(params)
  }

  #message(method: string, params: Params): unknown {
    const chat = this.#chats.writable(numberIn(params, 'chat_id'))
    const now = this.#now()
    const send = SENDING[method]
    if (send === undefined) return CHANGING[method]?.(this.#chats, chat, params, now)
    this.#flood.admit(chat.chat.id, now)
    return send(this.#chats, chat, params, now)
  }

  readonly #methods: Readonly<Record<string, (params: Params) => unknown>> = {
    getMe: () => this.me,
    setWebhook: (params) => this.webhook.set(params),
    deleteWebhook: () => this.webhook.delete(),
    getWebhookInfo: () => this.webhook.info(this.#updates.waiting(this.#now()).length),
    getUpdates: (params) => {
      if (this.webhook.url !== '') {
        throw new Refusal(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first",
        )
      }
      const limit = Math.min(Math.max(numberIn(params, 'limit') ?? 100, 1), 100)
      return this.#updates.page(numberIn(params, 'offset'), limit, this.#now())
    },
    getFile: (params) => {
      const file_id = textIn(params, 'file_id')
      const bytes = this.files.get(file_id)
      if (bytes === undefined) throw badRequest('wrong file_id or the file is temporarily unavailable')
      if (bytes.length > 20_000_000) throw badRequest('file is too big')
      return { file_id, file_unique_id: file_id, file_size: bytes.length, file_path: `documents/${file_id}` }
    },
  }

  #download(path: string): Response {
    const bytes = this.files.get(path.replace('documents/', ''))
    if (bytes === undefined) throw new Refusal(404, 'Not Found')
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/octet-stream' } })
  }
}

function flood(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
}
