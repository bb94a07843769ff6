import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ChangeConversations } from '@switchboard/shared-types/api/conversations/conversation'
import { newId } from '@switchboard/shared-types/ids'
import {
  arrivedAt,
  channelOf,
  minute,
  newTalk,
  snapshotOf,
  tell,
  tellChannel,
  triage,
} from '../testing/conversations.ts'
import type { Talk } from '../testing/conversations.ts'
import { evict, inboxStub, newInboxId, trace } from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'
import { loadAll, Replica } from '../testing/replica.ts'

type Act =
  | { kind: 'write'; talk: number; text: string }
  | { kind: 'understand'; talk: number }
  | { kind: 'merge'; talk: number; into: number }
  | { kind: 'triage'; talks: number[]; change: ChangeConversations['change'] }
  | { kind: 'channel'; refused: boolean }
  | { kind: 'disconnect-channel' }
  | { kind: 'evict' }
  | { kind: 'leave' }
  | { kind: 'return' }

const place = fc.nat(4)
const change: fc.Arbitrary<ChangeConversations['change']> = fc.constantFrom(
  { read: true },
  { read: false },
  { archived: true },
  { archived: false },
  { muted: true },
  { snoozedUntil: '2100-01-01T00:00:00.000Z' },
  { addLabels: ['a'], priority: 'high' as const },
  { assignee: newId('per') },
  { assignee: null },
)
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      talk: place,
      text: fc.constantFrom('invoice', 'hello'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('understand' as const), talk: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), talk: place, into: place }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('triage' as const),
      talks: fc.array(place, { minLength: 1 }),
      change,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('channel' as const), refused: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'disconnect-channel' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'evict' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'leave' as const }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'return' as const }) },
)

/** An inbox, five conversations of one channel, and one device that comes and goes. */
class World {
  readonly id = newInboxId()
  readonly #channel = channelOf()
  readonly #talks: Talk[] = Array.from({ length: 5 }, () => newTalk(this.#channel.id))
  readonly #merged = new Set<Talk>()
  readonly #replica = new Replica()
  #version = 0
  #received = 0
  #client: LiveClient | null = null
  #taken = 0

  async perform(given: Act): Promise<void> {
    const version = ++this.#version
    switch (given.kind) {
      case 'write': {
        const talk = this.#talk(given.talk)
        const arrived = [arrivedAt(talk, version, { text: given.text, at: new Date().toISOString() })]
        return await this.#tell(talk, { arrived, received: ++this.#received })
      }
      case 'understand':
        return await this.#tell(this.#talk(given.talk), {
          analysed: true,
          received: this.#received,
          summary: { category: 'work', answerExpected: version % 2 === 0, lastAt: minute(version) },
        })
      case 'merge': {
        const [from, into] = [this.#talk(given.talk), this.#talk(given.into)]
        if (from === into || this.#merged.has(into) || this.#merged.has(from)) return
        await this.#tell(from, { mergedInto: into.id, received: this.#received })
        this.#merged.add(from)
        return
      }
      case 'triage':
        await triage(
          this.id,
          given.talks.map((at) => this.#talk(at)),
          given.change,
        )
        return
      case 'channel':
        await tellChannel(
          this.id,
          { ...this.#channel, state: given.refused ? 'unauthorised' : 'connected' },
          version,
        )
        return
      case 'disconnect-channel':
        await inboxStub(this.id).channelChanged(this.id, trace, {
          id: this.#channel.id,
          version,
          channel: null,
        })
        return
      case 'evict':
        return await evict(this.id)
      case 'leave':
        return await this.leave()
      case 'return':
        return await this.return()
    }
  }

  async leave(): Promise<void> {
    const client = this.#client
    if (client === null) return
    await client.roundTrip()
    await this.#take(client)
    client.close()
    await client.closed()
    this.#client = null
  }

  /** Comes back with the cursor; what the device then holds is what the inbox holds. */
  async return(): Promise<void> {
    await this.leave()
    const client = await LiveClient.connect(this.id)
    await client.hello(this.#replica.position ?? {})
    this.#client = client
    this.#taken = 0
    await this.#take(client)
    const { channels, conversations, notifications } = await loadAll(this.id)
    const { held } = this.#replica
    expect(held.channels).toEqual(channels)
    expect(held.conversations).toEqual(conversations)
    expect(held.notifications).toEqual(notifications)
    expect(this.#replica.counts).toEqual(await inboxStub(this.id).counts(this.id, trace))
  }

  #talk(at: number): Talk {
    const talk = this.#talks[at]
    if (talk === undefined) throw new Error('no such conversation')
    return talk
  }

  async #tell(talk: Talk, given: Parameters<typeof snapshotOf>[2]): Promise<void> {
    if (!this.#merged.has(talk)) await tell(this.id, snapshotOf(talk, this.#version, given))
  }

  async #take(client: LiveClient): Promise<void> {
    const frames = client.frames.slice(this.#taken)
    this.#taken = client.frames.length
    await this.#replica.take(this.id, frames)
  }
}

it('a device that comes and goes holds the conversations and channels that the inbox holds', async () => {
  const on = { enabled: true, stop: false }
  const rules = [
    { ...on, name: 'money', when: { words: ['invoice'] }, actions: [{ type: 'notify' as const }] },
    {
      ...on,
      name: 'work',
      when: { categories: ['work' as const] },
      actions: [{ type: 'label' as const, label: 'w' }],
    },
  ]
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
      const world = new World()
      await inboxStub(world.id).setRules(world.id, trace, { rules })
      await world.return()
      for (const given of acts) await world.perform(given)
      await world.return()
    }),
    { numRuns: 20 },
  )
})
