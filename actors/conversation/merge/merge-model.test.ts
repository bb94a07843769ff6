import * as fc from 'fast-check'
import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { edited, everything, said, settle } from '../testing/events.ts'
import { Talk, THREAD } from '../testing/talk.ts'
import { Talks } from '../testing/talks.ts'

/** Each takes seconds: outboxes and alarms of up to ten actors come to rest in real time. */
const RUNS = 5

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
  readonly talks: Talks
  /** What was said at the platform: its text as it is now, by thread and number. */
  readonly said = new Map<string, string>()

  constructor(talks: Talks) {
    this.talks = talks
  }

  async perform(given: Act): Promise<void> {
    switch (given.kind) {
      case 'say':
        return await this.#say(given.thread, given.no)
      case 'edit':
        return await this.#edit(given.thread, given.no)
      case 'merge':
        return await this.talks.merge(this.talks.pick(given.into), this.talks.pick(given.from))
      case 'split':
        return await this.talks.split(this.talks.pick(given.of), given.at)
      case 'evict':
        return await this.talks.evict(this.talks.pick(given.of))
      case 'rest':
        return await settle(this.talks.ids)
    }
  }

  /** Every message is somewhere, once, and says what it says at the platform. */
  async check(): Promise<void> {
    const { talk, ids } = this.talks
    await settle(ids)
    const held: string[] = []
    for (const id of ids) {
      const found = await getStub(env.CONVERSATION, id).conversation(id, talk.trace, talk.owner)
      if (!found.ok) continue
      const messages = await everything(talk, id)
      held.push(...messages.map(({ threadKey, text }) => `${threadKey} ${text}`))
      expect(found.value.messages).toBe(messages.length)
      if (found.value.mergedInto !== null) expect(messages).toEqual([])
    }
    const expected = [...this.said].map(([place, text]) => `${place.split(' ')[0]} ${text}`)
    expect(held.toSorted()).toEqual(expected.toSorted())
  }

  async #say(thread: number, no: number): Promise<void> {
    const key = Talks.keyOf(thread)
    const event = said(no, { thread: { ...THREAD, key }, text: `said ${no}` })
    if (!this.said.has(`${key} ${no}`)) this.said.set(`${key} ${no}`, event.text)
    await this.talks.bring(thread, event)
  }

  async #edit(thread: number, no: number): Promise<void> {
    const key = Talks.keyOf(thread)
    if (!this.said.has(`${key} ${no}`)) return
    this.said.set(`${key} ${no}`, `edited ${no}`)
    await this.talks.bring(thread, edited(no, `edited ${no}`, { thread: { ...THREAD, key } }))
  }
}

it('no message is lost, doubled or left behind, in whatever order a person merges and splits while more comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
      const world = new World(await Talks.of(await Talk.open(null)))
      for (const given of acts) await world.perform(given)
      await world.check()
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
}, 240_000)
