import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import type * as z from 'zod'
import { reasonOf } from '@switchboard/kernel/log'
import { ConnectChannel } from '@switchboard/shared-types/api/channels/connect-channel'
import type { Draft, NewDraft } from '@switchboard/shared-types/api/conversations/draft'
import type { Message } from '@switchboard/shared-types/api/conversations/message'
import type { ChannelEvent, MessageEvent } from '@switchboard/shared-types/channel-event'
import type { ConversationContract } from '@switchboard/shared-types/contracts/conversation'
import { getStub } from '@switchboard/shared-types/door'
import { conversationIdOf, inboxOf, newId, routerOf } from '@switchboard/shared-types/ids'
import type { ChannelId, ConversationId, InboxId, MessageId } from '@switchboard/shared-types/ids'
import type { Result } from '@switchboard/shared-types/result'
import { startTrace } from '@switchboard/shared-types/trace'

// A machine that is busy with something else is not a fault of the conversation.
vi.setConfig({ testTimeout: 60_000 })

export const THREAD = { key: 't1', kind: 'direct', title: null, url: null } as const
const SHOP = { kind: 'webhook', name: 'Shop', sendUrl: 'https://shop.example/in' } as const
const ANA = { key: 'ana', name: 'Ana', handle: null, self: false, bot: false }
/** Rounds of alarms after which everybody has told everybody everything. */
const ROUNDS = 16
const IDLE_MS = 5

/** A conversation of its own for one test, behind a webhook channel, on a clock that the test moves. */
export class Talk {
  readonly trace = startTrace('test')
  readonly person = newId('per')
  readonly owner: InboxId = inboxOf(this.person)
  readonly channel: ChannelId = newId('chn')
  readonly id: ConversationId
  #events = 0

  private constructor(id: ConversationId, channel: ChannelId) {
    this.id = id
    this.channel = channel
  }

  /** @param connect how its channel is connected; null: it is not */
  static async open(connect: z.input<typeof ConnectChannel> | null = SHOP): Promise<Talk> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const channel: ChannelId = newId('chn')
    const talk = new Talk(await conversationIdOf(channel, THREAD.key), channel)
    if (connect !== null) {
      const input = ConnectChannel.parse(connect)
      valueOf(await getStub(env.CHANNEL, channel).connectAccount(channel, talk.trace, talk.owner, input))
    }
    return talk
  }

  /** Made anew for each use, as the door says. */
  get stub() {
    return getStub(env.CONVERSATION, this.id)
  }

  get at() {
    return [this.id, this.trace, this.owner] as const
  }

  get router() {
    return routerOf(this.person)
  }

  /** What somebody writes, as the channel brings it; what the test does not name is Ana's. */
  async hear(text: string, given: Partial<MessageEvent> = {}): Promise<void> {
    const key = `in-${++this.#events}`
    await this.bring({
      type: 'message',
      eventId: `e-${key}`,
      thread: THREAD,
      at: new Date().toISOString(),
      key,
      author: ANA,
      text,
      html: null,
      attachments: [],
      replyTo: null,
      groupKey: null,
      nature: 'ordinary',
      about: null,
      ...given,
    })
  }

  async bring(...events: readonly ChannelEvent[]): Promise<void> {
    const batch = { owner: this.owner, channel: this.channel, channelKind: 'webhook', events } as const
    valueOf(await this.stub.receive(this.id, this.trace, batch))
  }

  async newDraft(text: string, given: Partial<NewDraft> = {}): Promise<Draft> {
    return valueOf(await this.stub.newDraft(...this.at, { text, attachments: [], ...given }))
  }

  tryApprove(draft: Draft, given: { key?: string; sendAt?: string; revision?: number } = {}) {
    const { key = newId('req'), revision = draft.revision, sendAt } = given
    const approval = sendAt === undefined ? { key, revision } : { key, revision, sendAt }
    return this.stub.approveDraft(...this.at, { draft: draft.id, ...approval })
  }

  /** Drafts and approves. */
  async say(text: string): Promise<Message> {
    return valueOf(await this.tryApprove(await this.newDraft(text)))
  }

  /** Oldest first. */
  async messages(): Promise<Message[]> {
    return valueOf(await this.stub.messages(...this.at, { limit: 200 })).messages.toReversed()
  }

  async message(id: MessageId): Promise<Message> {
    const found = (await this.messages()).find((message) => message.id === id)
    if (found === undefined) throw new Error(`there is no message ${id}`)
    return found
  }

  async stateOf({ id }: Pick<Message, 'id'>): Promise<string | undefined> {
    return (await this.message(id)).delivery?.state
  }

  async drafts(): Promise<Draft[]> {
    return valueOf(await this.stub.conversation(...this.at)).drafts
  }

  async analysis() {
    return valueOf(await this.stub.conversation(...this.at)).analysis
  }

  /** Lets time pass, and everybody do what is due by then. */
  async pass(ms: number): Promise<void> {
    vi.setSystemTime(Date.now() + ms)
    let idle = 0
    for (let round = 0; round < ROUNDS && idle < 2; round++) {
      const ran = [await runDurableObjectAlarm(this.stub), await this.#channelAlarm()]
      idle = ran.includes(true) ? 0 : idle + 1
      // An alarm that runs by itself just now can not be run, and may set the next.
      if (idle > 0) await scheduler.wait(IDLE_MS)
    }
  }

  /** Takes the actor out of memory; what is stored remains. */
  async evict(): Promise<void> {
    // Only one that runs can be evicted.
    await this.stub.health(this.id, this.trace)
    await evictDurableObject(this.stub)
  }

  /** What a call throws, heard inside the actor so that the runtime has nothing to report; null: nothing. */
  async failureOf(call: (actor: ConversationContract) => Promise<unknown>): Promise<string | null> {
    return await runInDurableObject(this.stub, (actor) => call(actor).then(() => null, reasonOf))
  }

  async rows(query: string): Promise<Record<string, SqlStorageValue>[]> {
    return await runInDurableObject(this.stub, (_, { storage }) => storage.sql.exec(query).toArray())
  }

  #channelAlarm(): Promise<boolean> {
    return runDurableObjectAlarm(getStub(env.CHANNEL, this.channel))
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
