import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import {
  deliver,
  feedsTold,
  followFeed,
  inboxStub,
  item,
  itemsBetween,
  list,
  newInboxId,
  silentPublishers,
  trace,
} from '../testing/house.ts'
import { rowsWritten } from '../testing/rows-written.ts'

silentPublishers()

describe('rows written', () => {
  it('are at most two for a delivered entry, search included', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await deliver(id, feed, [item(1)])
    expect(await rowsWritten(id, () => deliver(id, feed, [item(2)]))).toBe(2)
    expect(await rowsWritten(id, () => deliver(id, feed, itemsBetween(3, 102)))).toBe(200)
    await evictDurableObject(inboxStub(id))
    expect(await rowsWritten(id, () => deliver(id, feed, [item(103)]))).toBe(2)
    expect((await list(id, { q: 'body' })).entries).toHaveLength(100)
  })

  it('are none for a repeat, and none for a feed that is not followed', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    const other = await followFeed(newInboxId())
    await deliver(id, feed, itemsBetween(1, 20))
    expect(await rowsWritten(id, () => deliver(id, feed, itemsBetween(1, 20)))).toBe(0)
    expect(await rowsWritten(id, () => deliver(id, other, [item(1)]).catch(() => null))).toBe(0)
    await evictDurableObject(inboxStub(id))
    expect(await rowsWritten(id, () => deliver(id, feed, itemsBetween(1, 20)))).toBe(0)
  })

  it('are four for an edit: the entry, its body, the history and how far the feed was applied', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await deliver(id, feed, itemsBetween(1, 20))
    expect(await rowsWritten(id, () => deliver(id, feed, [item(3, { seq: 21 })]))).toBe(4)
  })

  it('are one for a person who marks an entry, and the history row', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await deliver(id, feed, [item(1)])
    const ids = (await list(id)).entries.map((entry) => entry.id)
    const mark = (): Promise<unknown> =>
      inboxStub(id).changeEntries(id, trace, { ids, state: { read: true } })
    expect(await rowsWritten(id, mark)).toBe(2)
    expect(await rowsWritten(id, mark)).toBe(0)
  })
})

describe('deliveries that arrive together', () => {
  it('commit together, each once, without a gap in the numbers', async () => {
    const id = newInboxId()
    const feeds = await Promise.all(Array.from({ length: 32 }, () => followFeed(id)))
    // What the inbox tells its feeds commits as well.
    await feedsTold(id)
    const commits = await runInDurableObject(inboxStub(id), (_, { storage }) => {
      const turns: number[] = []
      let turn = 0
      const transaction = storage.transactionSync.bind(storage)
      storage.transactionSync = <T>(run: () => T): T => {
        // A microtask runs only when the synchronous block is over.
        if (turns.at(-1) !== turn) queueMicrotask(() => turn++)
        turns.push(turn)
        return transaction(run)
      }
      return turns
    })
    const before = commits.length
    const receipts = await Promise.all(feeds.map((feed) => deliver(id, feed, itemsBetween(1, 3))))
    expect(receipts).toEqual(feeds.map(() => ({ cursor: 3, asleep: false })))
    const turns = commits.slice(before)
    expect(turns).toHaveLength(32)
    expect(new Set(turns).size).toBeLessThanOrEqual(4)
    const { entries } = await list(id)
    const numbers = entries.map((entry) => entry.id.slice(-4))
    expect(new Set(numbers).size).toBe(96)
    expect((await inboxStub(id).counts(id, trace)).unread).toBe(96)
  })
})
