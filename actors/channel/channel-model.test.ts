import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { MessageId } from '@switchboard/shared-types/ids'
import { ANN } from './kinds/telegram/testing/chat.ts'
import { House, WAIT } from './testing/house.ts'
import { Receiver } from './testing/receiver.ts'
import type { Fate } from './testing/receiver.ts'
import { ANNS_THREAD, openBot, saidToAnn, sendToAnn } from './testing/telegram.ts'

const ENDED = new Set(['sent', 'failed', 'unknown'])
/** A poll that fails comes back after a while. */
const SLOW = { timeout: 60_000, interval: 50 }
const THREADS = ['t1', 't2'] as const

interface Said {
  readonly thread: string
  readonly key: string
  text: string
  deleted: boolean
}

/** What a person behind a webhook does and what befalls it, and what must stand in the conversations after it. */
class Talk {
  readonly said: Said[] = []
  readonly sent: { readonly id: MessageId; readonly text: string; readonly thread: string }[] = []
  readonly #house: House
  readonly #receiver: Receiver
  readonly #payloads: unknown[] = []
  #events = 0

  constructor(house: House, receiver: Receiver) {
    this.#house = house
    this.#receiver = receiver
  }

  async say(thread: string): Promise<void> {
    const key = `k${this.said.length}`
    const text = `said ${key}`
    this.said.push({ thread, key, text, deleted: false })
    const author = { id: 'ann', name: 'Ann' }
    await this.#tell({ type: 'message', id: this.#eventId(), thread, message: key, author, text })
  }

  async edit(at: number): Promise<void> {
    const one = this.#pick(at)
    if (one === undefined) return
    one.text = `edited ${++this.#events}`
    const { thread, key, text } = one
    await this.#tell({ type: 'edit', id: this.#eventId(), thread, message: key, text })
  }

  async remove(at: number): Promise<void> {
    const one = this.#pick(at)
    if (one === undefined) return
    one.deleted = true
    await this.#tell({ type: 'deletion', id: this.#eventId(), thread: one.thread, message: one.key })
  }

  /** The platform brings something again that it brought before, several times at once. */
  async again(at: number, times: number): Promise<void> {
    const payload = this.#payloads[at % Math.max(1, this.#payloads.length)]
    if (payload === undefined) return
    await Promise.all(Array.from({ length: times }, () => this.#deliver(payload)))
  }

  async send(thread: string, fate: Fate | null): Promise<void> {
    if (fate !== null) this.#receiver.next(fate)
    const text = `answer ${this.sent.length}`
    const outgoing = await this.#house.outgoing(text, thread)
    this.sent.push({ id: outgoing.id, text, thread })
    const { stub, id, trace, owner } = this.#house
    // A double click.
    await Promise.all([1, 2].map(() => stub.enqueue(id, trace, owner, outgoing)))
  }

  #pick(at: number): Said | undefined {
    const alive = this.said.filter(({ deleted }) => !deleted)
    return alive[at % Math.max(1, alive.length)]
  }

  #eventId(): string {
    return `e${++this.#events}`
  }

  async #tell(payload: unknown): Promise<void> {
    this.#payloads.push(payload)
    await this.#deliver(payload)
  }

  /** As platforms do: until it is answered with a 2xx. */
  async #deliver(payload: unknown): Promise<void> {
    await vi.waitFor(async () => expect(await this.#house.tell(payload)).toBe(200), WAIT)
  }
}

const thread = fc.constantFrom(...THREADS)
const at = fc.nat(30)
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('say' as const), thread }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('edit' as const), at }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), at }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('again' as const), at, times: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('send' as const),
      thread,
      fate: fc.constantFrom('none' as const, 'lost' as const, 'busy' as const, 'refused-connection' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('evict' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('crash' as const) }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

async function perform(talk: Talk, house: House, one: Act): Promise<void> {
  switch (one.type) {
    case 'say':
      return await talk.say(one.thread)
    case 'edit':
      return await talk.edit(one.at)
    case 'remove':
      return await talk.remove(one.at)
    case 'again':
      return await talk.again(one.at, one.times)
    case 'send':
      return await talk.send(one.thread, fateOf(one.fate))
    case 'evict':
      return await house.evict()
    case 'crash':
      return await house.crash()
  }
}

function fateOf(fate: Extract<Act, { type: 'send' }>['fate']): Fate | null {
  if (fate === 'busy') return new Response(null, { status: 503, headers: { 'retry-after': '0' } })
  return fate === 'none' ? null : fate
}

async function ended(house: House): Promise<void> {
  await vi.waitFor(async () => {
    const waiting = (await house.queue()).filter(({ state }) => !ENDED.has(state))
    expect(waiting).toEqual([])
  }, WAIT)
  await house.settled()
}

describe('whatever happens to a webhook', () => {
  it('no message is lost or doubled, the last word counts, and every answer is taken once and in order', async () => {
    const run = async (acts: readonly Act[]): Promise<void> => {
      const receiver = new Receiver()
      const house = await House.webhook()
      receiver.secret = house.secret
      const talk = new Talk(house, receiver)
      for (const one of acts) await perform(talk, house, one)
      await ended(house)
      for (const name of THREADS) {
        const kept = (await house.messages(name)).map(({ text, deletedAt }) => deletedAt === null && text)
        const said = talk.said.filter(({ thread: where }) => where === name)
        expect(kept).toHaveLength(said.length)
        expect(new Set(kept)).toEqual(new Set(said.map(({ text, deleted }) => !deleted && text)))
        const answers = talk.sent.filter(({ thread: where }) => where === name).map(({ text }) => text)
        const taken = receiver.taken.filter(({ thread: where }) => where === name).map(({ text }) => text)
        expect(taken).toEqual(answers)
      }
      expect((await house.queue()).map(({ state }) => state)).toEqual(talk.sent.map(() => 'sent'))
      await house.stub.purge(house.id, house.trace)
    }
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), run), { numRuns: 8 })
  }, 300_000)
})

const botAct = fc.oneof(
  { weight: 4, arbitrary: fc.constant('say' as const) },
  { weight: 3, arbitrary: fc.constant('send' as const) },
  { weight: 1, arbitrary: fc.constantFrom('answer lost' as const, 'connection refused' as const) },
  { weight: 1, arbitrary: fc.constantFrom('evict' as const, 'crash' as const) },
)

describe('whatever happens to a channel that polls, of a platform that knows no repetition', () => {
  it('no message is lost or doubled, none is sent twice, and no state says more than is true', async () => {
    const run = async (acts: readonly (typeof botAct extends fc.Arbitrary<infer T> ? T : never)[]) => {
      const bot = await openBot()
      const { house, telegram } = bot
      const said: string[] = []
      const sent = new Map<MessageId, string>()
      for (const one of acts) {
        if (one === 'say') {
          said.push(`said ${said.length}`)
          telegram.say(ANN, { text: said.at(-1) ?? '' })
        } else if (one === 'send') {
          const text = `answer ${sent.size}`
          sent.set(await sendToAnn(house, text), text)
        } else if (one === 'evict') await house.evict()
        else if (one === 'crash') await house.crash()
        else telegram.trouble(one)
      }
      await ended(house)
      // To go on asks the platform at once.
      await house.stub.update(house.id, house.trace, house.owner, { paused: false })
      await vi.waitFor(async () => {
        const kept = (await house.messages(ANNS_THREAD.key)).filter(({ direction }) => direction === 'in')
        expect(kept.map(({ text }) => text)).toEqual(said)
      }, SLOW)
      const atTelegram = saidToAnn(bot)
      expect(new Set(atTelegram).size, 'nothing is sent twice').toBe(atTelegram.length)
      for (const { id, state } of await house.queue()) {
        const text = [...sent].find(([message]) => message === id)?.[1] ?? ''
        if (state === 'sent') expect(atTelegram).toContain(text)
        if (state === 'failed') expect(atTelegram).not.toContain(text)
      }
      await house.stub.purge(house.id, house.trace)
    }
    await fc.assert(fc.asyncProperty(fc.array(botAct, { minLength: 4, maxLength: 12 }), run), { numRuns: 5 })
  }, 300_000)
})
