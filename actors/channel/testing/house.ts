import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import * as z from 'zod'
import { vi } from 'vitest'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { ConnectChannel } from '@switchboard/shared-types/api/channels/connect-channel'
import type { HookRequest, Outgoing } from '@switchboard/shared-types/contracts/channel'
import { getStub } from '@switchboard/shared-types/door'
import { conversationIdOf, inboxOf, newId } from '@switchboard/shared-types/ids'
import type { ChannelId, ConversationId, InboxId, MessageId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'
import { signedHeaders } from '../kinds/wire/standard-webhooks.ts'

// A machine that is busy with something else is not a fault of the channel.
vi.setConfig({ testTimeout: 60_000 })
export const WAIT = { timeout: 20_000, interval: 20 }

export const SEND_URL = 'https://receiver.example/in'

/** A channel of its own for one test, with what tests do to it over and over. */
export class House {
  readonly id: ChannelId = newId('chn')
  readonly owner: InboxId = inboxOf(newId('per'))
  readonly trace = startTrace('test')
  secret = ''
  hookUrl = ''

  /** A channel of the webhook kind whose secret the test knows. */
  static async webhook(sendUrl: string | null = SEND_URL): Promise<House> {
    const house = new House()
    await house.connect({ kind: 'webhook', name: 'Shop', ...(sendUrl !== null && { sendUrl }) })
    await house.renewSecret()
    return house
  }

  /** Made anew for each use, as the door says. */
  get stub() {
    return getStub(env.CHANNEL, this.id)
  }

  async connect(input: ConnectChannel) {
    return valueOf(await this.stub.connectAccount(this.id, this.trace, this.owner, input))
  }

  async renewSecret(): Promise<void> {
    const { secret, url } = valueOf(await this.stub.renewHookSecret(this.id, this.trace, this.owner))
    this.secret = secret
    this.hookUrl = url
  }

  async channel() {
    return valueOf(await this.stub.channel(this.id, this.trace, this.owner))
  }

  async unreadable() {
    return valueOf(await this.stub.unreadable(this.id, this.trace, this.owner))
  }

  /** A request as a platform sends it, signed; `change` is what an attacker or a fault makes of it. */
  async request(payload: unknown, change: Partial<Signing> = {}): Promise<HookRequest> {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
    const body = new TextEncoder().encode(text)
    const { id = newId('req'), at = Date.now(), secret = this.secret } = change
    const headers = { 'content-type': 'application/json', ...(await signedHeaders(secret, { id, at, body })) }
    return { method: 'POST', url: this.hookUrl, headers, body }
  }

  async hook(request: HookRequest) {
    return await this.stub.hook(this.id, this.trace, 'webhook', request)
  }

  /** Sends events, signed. @returns the code of a refusal, or the status of the answer */
  async tell(payload: unknown): Promise<string | number> {
    const answer = await this.hook(await this.request(payload))
    return answer.ok ? answer.value.status : answer.error.code
  }

  async conversationOf(thread: string): Promise<ConversationId> {
    return await conversationIdOf(this.id, thread)
  }

  /** What the conversation of a thread has, oldest first. */
  async messages(thread: string): Promise<Message[]> {
    const id = await this.conversationOf(thread)
    const page = await getStub(env.CONVERSATION, id).messages(id, this.trace, this.owner, { limit: 200 })
    return page.ok ? page.value.messages.toReversed() : []
  }

  async texts(thread: string): Promise<string[]> {
    return (await this.messages(thread)).map(({ text }) => text)
  }

  /** Waits until nothing more is to be told to anybody. */
  async settled(): Promise<void> {
    await vi.waitFor(async () => {
      const { pendingMessages, deadLetters } = await this.stub.health(this.id, this.trace)
      if (deadLetters > 0) throw new Error('there are dead letters')
      if (pendingMessages > 0) throw new Error('messages are still waiting')
    }, WAIT)
  }

  /** Queues an answer to a thread. */
  async send(text: string, given: Partial<Outgoing> & { thread?: string } = {}): Promise<MessageId> {
    const { thread = 't1', ...rest } = given
    const outgoing = await this.outgoing(text, thread, rest)
    valueOf(await this.stub.enqueue(this.id, this.trace, this.owner, outgoing))
    return outgoing.id
  }

  async outgoing(text: string, thread = 't1', rest: Partial<Outgoing> = {}): Promise<Outgoing> {
    return {
      id: newId('msg'),
      from: await this.conversationOf(thread),
      act: {
        type: 'send',
        thread: { key: thread, kind: 'direct', title: null, url: null },
        text,
        replyTo: null,
      },
      files: [],
      approval: { by: 'person', id: this.owner, at: new Date().toISOString() },
      ...rest,
    }
  }

  async queue(): Promise<z.infer<typeof Queue>> {
    return Queue.parse(await this.rows('SELECT id, state, reason, attempts, step FROM outgoing ORDER BY no'))
  }

  async stateOf(sent: MessageId): Promise<string | undefined> {
    return (await this.queue()).find(({ id }) => id === sent)?.state
  }

  /** Waits until a message has come to that state. */
  async reaches(sent: MessageId, state: string): Promise<void> {
    await vi.waitFor(async () => {
      const is = await this.stateOf(sent)
      if (is !== state) throw new Error(`it is ${is}`)
    }, WAIT)
  }

  /** Takes the actor out of memory; what is stored remains. */
  async evict(): Promise<void> {
    // Only one that runs can be evicted.
    await this.stub.health(this.id, this.trace)
    await evictDurableObject(this.stub)
  }

  /** Ends the actor in the middle of whatever it does, as a power cut would. */
  async crash(): Promise<void> {
    await runInDurableObject(this.stub, (_, state) => state.abort('crash')).catch(() => undefined)
  }

  async rows(query: string, ...values: SqlStorageValue[]): Promise<Record<string, SqlStorageValue>[]> {
    return await runInDurableObject(this.stub, (_, { storage }) =>
      storage.sql.exec(query, ...values).toArray(),
    )
  }
}

const Queue = z.array(
  z.object({
    id: z.string(),
    state: z.string(),
    reason: z.string().nullable(),
    attempts: z.number(),
    step: z.number(),
  }),
)

interface Signing {
  readonly id: string
  /** In ms since the epoch. */
  readonly at: number
  readonly secret: string
}

let count = 0

/** A message as a webhook says it, with a fresh id. */
export function message(text: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  count++
  return {
    type: 'message',
    id: `ev-${count}`,
    thread: 't1',
    author: { id: 'ann', name: 'Ann' },
    text,
    ...more,
  }
}

/** @throws where the result is a failure */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}
