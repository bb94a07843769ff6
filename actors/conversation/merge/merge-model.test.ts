import * as fc from 'fast-check'
import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import { getStub } from '@switchboard/shared-types/door'
import { conversationIdOf } from '@switchboard/shared-types/ids'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { edited, everything, said, settle } from '../testing/events.ts'
import { Talk, THREAD } from '../testing/talk.ts'

const THREADS = ['t1', 't2', 't3']
/** Each takes seconds: outboxes and alarms of up to ten actors come to rest in real time. */
const RUNS = 8

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('say' as const), thread: fc.nat(2), no: fc.nat(30) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), thread: fc.nat(2), no: fc.nat(30) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('merge' as const), into: fc.nat(9), from: fc.nat(9) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('split' as const), of: fc.nat(9), at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('evict' as const), of: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rest' as const) }) },
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

/** A person who merges and splits what three threads bring, while it comes. */
class World {
  readonly talk: Talk
  readonly ids: ConversationId[]
  /** What was said at the platform: its text as it is now, by thread and number. */
  readonly said = new Map<string, string>()

  constructor(talk: Talk, ids: ConversationId[]) {
    this.talk = talk
    this.ids = ids
  }

  static async open(): Promise<World> {
    const talk = await Talk.open(null)
    return new World(talk, await Promise.all(THREADS.map((key) => conversationIdOf(talk.channel, key))))
  }

  async perform(given: Act): Promise<void> {
    switch (given.kind) {
      case 'say':
        return await this.#say(given.thread, given.no)
      case 'edit':
        return await this.#edit(given.thread, given.no)
      case 'merge': {
        const [into, from] = [this.#pick(given.into), this.#pick(given.from)]
        await getStub(env.CONVERSATION, into).merge(into, this.talk.trace, this.talk.owner, from)
        return
      }
      case 'split':
        return await this.#split(this.#pick(given.of), given.at)
      case 'evict':
        return await this.#evict(this.#pick(given.of))
      case 'rest':
        return await settle(this.ids)
    }
  }

  /** Every message is somewhere, once, and says what it says at the platform. */
  async check(): Promise<void> {
    await settle(this.ids)
    const held: string[] = []
    for (const id of this.ids) {
      const found = await getStub(env.CONVERSATION, id).conversation(id, this.talk.trace, this.talk.owner)
      if (!found.ok) continue
      const messages = await everything(this.talk, id)
      held.push(...messages.map(({ threadKey, text }) => `${threadKey} ${text}`))
      expect(found.value.messages).toBe(messages.length)
      if (found.value.mergedInto !== null) expect(messages).toEqual([])
    }
    const expected = [...this.said].map(([place, text]) => `${place.split(' ')[0]} ${text}`)
    expect(held.toSorted()).toEqual(expected.toSorted())
  }

  /** One that is in the middle of a call of its own can not be evicted here, and then stays. */
  async #evict(id: ConversationId): Promise<void> {
    await getStub(env.CONVERSATION, id).health(id, this.talk.trace)
    await evictDurableObject(getStub(env.CONVERSATION, id)).catch((thrown: unknown) => {
      if (!String(thrown).includes('active references')) throw thrown
    })
  }

  async #say(thread: number, no: number): Promise<void> {
    const key = THREADS[thread] ?? 't1'
    const event = said(no, { thread: { ...THREAD, key }, text: `said ${no}` })
    if (!this.said.has(`${key} ${no}`)) this.said.set(`${key} ${no}`, event.text)
    await this.#bring(thread, event)
  }

  async #edit(thread: number, no: number): Promise<void> {
    const key = THREADS[thread] ?? 't1'
    if (!this.said.has(`${key} ${no}`)) return
    this.said.set(`${key} ${no}`, `edited ${no}`)
    await this.#bring(thread, edited(no, `edited ${no}`, { thread: { ...THREAD, key } }))
  }

  /** Where a channel brings it: to the conversation that is named by the thread. */
  async #bring(thread: number, ...events: readonly ChannelEvent[]): Promise<void> {
    const id = this.#pick(thread)
    const { owner, channel, trace } = this.talk
    await getStub(env.CONVERSATION, id).receive(id, trace, { owner, channel, channelKind: 'webhook', events })
  }

  async #split(id: ConversationId, at: number): Promise<void> {
    const { trace, owner } = this.talk
    const page = await getStub(env.CONVERSATION, id).messages(id, trace, owner, { limit: 50 })
    const from = page.ok ? page.value.messages[at % Math.max(1, page.value.messages.length)] : undefined
    if (from === undefined) return
    const split = await getStub(env.CONVERSATION, id).split(id, trace, owner, { from: from.id })
    if (split.ok) this.ids.push(split.value.conversation)
  }

  #pick(at: number): ConversationId {
    const id = this.ids[at % this.ids.length]
    if (id === undefined) throw new Error('there are conversations')
    return id
  }
}

it('no message is lost, doubled or left behind, in whatever order a person merges and splits while more comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
      const world = await World.open()
      for (const given of acts) await world.perform(given)
      await world.check()
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 240_000)
