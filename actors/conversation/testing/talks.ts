import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import { getStub } from '@switchboard/shared-types/door'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { Talk } from './talk.ts'

const THREADS = ['t1', 't2', 't3'] as const

/** The conversations of three threads of one channel, and those that are split off from them. */
export class Talks {
  readonly talk: Talk
  readonly ids: ConversationId[]

  constructor(talk: Talk, ids: ConversationId[]) {
    this.talk = talk
    this.ids = ids
  }

  static async of(talk: Talk): Promise<Talks> {
    return new Talks(talk, await Promise.all(THREADS.map((key) => conversationIdOf(talk.channel, key))))
  }

  /** @param thread 0 to 2 @returns its key at the platform */
  static keyOf(thread: number): string {
    return THREADS[thread] ?? THREADS[0]
  }

  /** @param at any number */
  pick(at: number): ConversationId {
    const id = this.ids[at % this.ids.length]
    if (id === undefined) throw new Error('there are conversations')
    return id
  }

  /** Brings what is said where a channel would: to the conversation that is named by the thread. */
  async bring(thread: number, ...events: readonly ChannelEvent[]): Promise<void> {
    const id = this.pick(thread)
    const { owner, channel, trace } = this.talk
    await getStub(env.CONVERSATION, id).receive(id, trace, { owner, channel, channelKind: 'webhook', events })
  }

  /** Whether or not they can be merged. */
  async merge(into: ConversationId, from: ConversationId): Promise<void> {
    const { trace, owner } = this.talk
    await getStub(env.CONVERSATION, into).merge(into, trace, owner, from)
  }

  /** Splits a conversation at one of its newest messages, where that can be done. @param which any number */
  async split(id: ConversationId, which: number): Promise<void> {
    const { trace, owner } = this.talk
    const page = await getStub(env.CONVERSATION, id).messages(id, trace, owner, { limit: 50 })
    const from = page.ok ? page.value.messages[which % Math.max(1, page.value.messages.length)] : undefined
    if (from === undefined) return
    const split = await getStub(env.CONVERSATION, id).split(id, trace, owner, { from: from.id })
    if (split.ok) this.ids.push(split.value.conversation)
  }

  /** One that is in the middle of a call of its own can not be evicted here, and then stays. */
  async evict(id: ConversationId): Promise<void> {
    await getStub(env.CONVERSATION, id).health(id, this.talk.trace)
    await evictDurableObject(getStub(env.CONVERSATION, id)).catch((thrown: unknown) => {
      if (!String(thrown).includes('active references')) throw thrown
    })
  }
}
