import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EntryId, InboxId } from '@switchboard/shared-types/ids'
import {
  deliver,
  evict,
  followFeed,
  inboxStub,
  item,
  list,
  newInboxId,
  silentPublishers,
  trace,
} from '../testing/house.ts'
import type { Followed } from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'
import { Replica, loadAll } from '../testing/replica.ts'

silentPublishers()

const FOLDERS = ['News', 'Tech', undefined]

/** One thing that happens to an inbox or to a device of its person. Numbers are taken modulo what there is. */
type Act =
  | { kind: 'deliver'; feed: number; fresh: number; edited: number }
  | { kind: 'change'; entries: number[]; state: { read?: boolean; starred?: boolean; archived?: boolean } }
  | {
      kind: 'mark'
      newest: number
      oldest: number | null
      scope: 'all' | 'folder' | 'subscription'
      of: number
    }
  | { kind: 'subscribe'; folder: number }
  | { kind: 'unsubscribe'; feed: number }
  | { kind: 'move'; feed: number; folder: number }
  | { kind: 'rename-folder'; from: number; to: number }
  | { kind: 'evict' }
  | { kind: 'disconnect' }
  | { kind: 'reconnect' }

const place = fc.nat({ max: 20 })
const flag = fc.constantFrom(true, false)
const state = fc
  .record({ read: flag, starred: flag, archived: flag }, { requiredKeys: [], noNullPrototype: true })
  .filter((given) => Object.keys(given).length > 0)
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      feed: place,
      fresh: fc.nat(4),
      edited: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      entries: fc.array(place, { minLength: 1, maxLength: 4 }),
      state,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      newest: place,
      oldest: fc.option(place),
      scope: fc.constantFrom('all' as const, 'folder' as const, 'subscription' as const),
      of: place,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('subscribe' as const), folder: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unsubscribe' as const), feed: place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), feed: place, folder: place }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('rename-folder' as const), from: place, to: place }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('evict' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('disconnect' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reconnect' as const) }) },
)

interface FollowedFeed extends Followed {
  items: number
  seq: number
}

/** An inbox, the feeds it follows, and one device that comes and goes. */
class World {
  readonly id: InboxId = newInboxId()
  readonly stub = inboxStub(this.id)
  readonly replica = new Replica()
  feeds: FollowedFeed[] = []
  #client: LiveClient | null = null
  #taken = 0

  async perform(given: Act): Promise<void> {
    switch (given.kind) {
      case 'deliver':
        return await this.#deliver(pick(this.feeds, given.feed), given.fresh, given.edited)
      case 'change':
        return await this.#change(given)
      case 'mark':
        return await this.#mark(given)
      case 'subscribe':
        this.feeds.push({ ...(await followFeed(this.id, names(given.folder))), items: 0, seq: 0 })
        return
      case 'unsubscribe': {
        const left = pick(this.feeds, given.feed)
        if (left) await this.stub.unsubscribe(this.id, trace, left.subscription)
        this.feeds = this.feeds.filter((feed) => feed !== left)
        return
      }
      case 'move': {
        const moved = pick(this.feeds, given.feed)
        const folder = pick(FOLDERS, given.folder) ?? null
        if (moved) await this.stub.updateSubscription(this.id, trace, { id: moved.subscription, folder })
        return
      }
      case 'rename-folder': {
        const [folder = 'News', name = null] = [pick(FOLDERS, given.from), pick(FOLDERS, given.to)]
        await this.stub.renameFolder(this.id, trace, { folder, name })
        return
      }
      case 'evict':
        return await evict(this.id)
      case 'disconnect':
        return await this.disconnect()
      case 'reconnect':
        return await this.reconnect()
    }
  }

  async disconnect(): Promise<void> {
    const client = this.#client
    if (client === null) return
    await client.roundTrip()
    await this.#take(client)
    client.close()
    await client.closed()
    this.#client = null
  }

  /** Comes back with the cursor; what the device then holds is what the inbox holds. */
  async reconnect(): Promise<void> {
    await this.disconnect()
    const client = await LiveClient.connect(this.id)
    const greeting = await client.hello(this.replica.position ?? {})
    const first = this.replica.position === null
    expect(greeting[0]?.type).toBe(first ? 'snapshot' : 'resumed')
    this.#client = client
    this.#taken = 0
    await this.#take(client)
    const inbox = await loadAll(this.id)
    expect(this.replica.held.subscriptions).toEqual(inbox.subscriptions)
    expect(this.replica.held.entries).toEqual(inbox.entries)
    expect(this.replica.counts).toEqual(await this.stub.counts(this.id, trace))
    expect([...this.replica.arrivals.values()].filter((times) => times !== 1)).toEqual([])
  }

  async #take(client: LiveClient): Promise<void> {
    const frames = client.frames.slice(this.#taken)
    this.#taken = client.frames.length
    await this.replica.take(this.id, frames)
  }

  async #deliver(feed: FollowedFeed | undefined, fresh: number, edited: number): Promise<void> {
    if (feed === undefined) return
    const edits = Array.from({ length: Math.min(edited, feed.items) }, (_, index) => feed.items - index)
    const added = Array.from({ length: fresh }, () => ++feed.items)
    const items = [...added, ...edits].map((no) =>
      item(no, { seq: ++feed.seq, title: `${no} at ${feed.seq}` }),
    )
    await deliver(this.id, feed, items)
    if (items.length % 2 === 1) await deliver(this.id, feed, items)
  }

  async #ids(places: readonly number[]): Promise<EntryId[]> {
    const { entries } = await list(this.id)
    return places.flatMap((at) => pick(entries, at)?.id ?? [])
  }

  async #change({ entries, state: wanted }: Extract<Act, { kind: 'change' }>): Promise<void> {
    const ids = await this.#ids(entries)
    if (ids.length > 0) await this.stub.changeEntries(this.id, trace, { ids, state: wanted })
  }

  async #mark({ newest: top, oldest: bottom, scope, of }: Extract<Act, { kind: 'mark' }>): Promise<void> {
    const [newest] = await this.#ids([top])
    const [oldest] = bottom === null ? [] : await this.#ids([bottom])
    if (newest === undefined) return
    const folder = pick(FOLDERS, of)
    const subscription = pick(this.feeds, of)?.subscription
    await this.stub.markRead(this.id, trace, {
      newest,
      ...(oldest === undefined ? {} : { oldest }),
      ...(scope === 'folder' && folder !== undefined ? { folder } : {}),
      ...(scope === 'subscription' && subscription !== undefined ? { subscription } : {}),
    })
  }
}

function pick<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(1, from.length)]
}

function names(folder: number): { folder?: string } {
  const name = pick(FOLDERS, folder)
  return name === undefined ? {} : { folder: name }
}

it('a device that comes and goes holds what the inbox holds after every return, and each entry arrived once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (acts) => {
      const world = new World()
      await world.perform({ kind: 'subscribe', folder: 0 })
      await world.reconnect()
      for (const given of acts) await world.perform(given)
      await world.reconnect()
    }),
    { numRuns: 20 },
  )
})
