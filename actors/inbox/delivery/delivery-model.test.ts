import { runInDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeedItem } from '@switchboard/shared-types/contracts/feed'
import {
  deliver,
  evict,
  feedsTold,
  followFeed,
  inboxStub,
  item,
  itemsBetween,
  newInboxId,
  silentPublishers,
  titles,
  trace,
} from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'

silentPublishers()

/** What a feed stores: an edited item keeps its number and moves to the end of the changes. */
class FeedLog {
  readonly #items = new Map<number, FeedItem>()
  #seq = 0

  publish(): void {
    const no = this.#items.size + 1
    this.#items.set(no, item(no, { seq: ++this.#seq }))
  }

  edit(at: number): void {
    const no = (at % Math.max(1, this.#items.size)) + 1
    if (this.#items.has(no))
      this.#items.set(no, item(no, { seq: ++this.#seq, title: `Item ${no} at ${this.#seq}` }))
  }

  after(seq: number, limit: number): FeedItem[] {
    const later = [...this.#items.values()].filter((told) => told.seq > seq)
    return later.toSorted((a, b) => a.seq - b.seq).slice(0, limit)
  }

  titles(): string[] {
    return [...this.#items.values()].map((told) => told.title)
  }
}

const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('publish' as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), at: fc.nat(20) }) },
  {
    weight: 4,
    // How far behind what the inbox has applied the stretch begins, and how long it is.
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      behind: fc.nat(6),
      limit: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('evict' as const) }) },
)

describe('any series of deliveries, repeated, overlapping and cut short', () => {
  it('ends with every item there once, as it was published last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const id = newInboxId()
        const followed = await followFeed(id)
        const feed = new FeedLog()
        feed.publish()
        let { cursor } = await deliver(id, followed, feed.after(0, 1))
        for (const given of acts) {
          if (given.kind === 'publish') for (let n = 0; n < given.count; n++) feed.publish()
          else if (given.kind === 'edit') feed.edit(given.at)
          else if (given.kind === 'evict') await evict(id)
          else {
            const batch = feed.after(Math.max(0, cursor - given.behind), given.limit)
            const receipt = await deliver(id, followed, batch)
            expect(receipt.cursor).toBe(Math.max(cursor, ...batch.map((told) => told.seq)))
            cursor = receipt.cursor
          }
        }
        await deliver(id, followed, feed.after(cursor, 1000))
        expect((await titles(id)).toSorted()).toEqual(feed.titles().toSorted())
      }),
      { numRuns: 25 },
    )
  })
})

describe('a delivery that fails', () => {
  it('leaves nothing behind, in storage, in memory or with live devices', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await feedsTold(id)
    await deliver(id, feed, [item(1)])
    const client = await LiveClient.connect(id)
    const [snapshot] = await client.hello()
    await runInDurableObject(inboxStub(id), (_, { storage }) => {
      storage.sql.exec(`CREATE TRIGGER full_disk BEFORE INSERT ON entries WHEN NEW.title = 'Last straw'
        BEGIN SELECT RAISE(ABORT, 'no room'); END`)
    })
    const other = await followFeed(id)
    const [failed, beside] = await Promise.allSettled([
      deliver(id, feed, [item(2), item(3, { title: 'Last straw' })]),
      deliver(id, other, [item(1, { title: 'Beside' })]),
    ])
    expect([failed.status, beside.status]).toEqual(['rejected', 'fulfilled'])
    expect(await inboxStub(id).counts(id, trace)).toMatchObject({ unread: 2 })
    expect(await deliver(id, feed, itemsBetween(2, 3))).toEqual({ cursor: 3, asleep: false })
    expect(await titles(id)).toEqual(['Item 3', 'Item 2', 'Beside', 'Item 1'])
    await client.until((frames) => frames.filter((frame) => frame.type === 'entries.added').length === 2)
    const events = client.frames.filter(
      (frame) => frame.type === 'entries.added' || frame.type === 'subscription.changed',
    )
    const from = snapshot?.seq ?? 0
    expect(events.map(({ type, seq }) => [type, seq - from])).toEqual([
      ['subscription.changed', 1],
      ['entries.added', 2],
      ['entries.added', 4],
    ])
  })
})
