import { runDurableObjectAlarm } from 'cloudflare:test'
import { runInDurableObject } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { describe, expect, it, vi } from 'vitest'
import type { InboxId } from '@switchboard/shared-types/ids'
import { openInbox } from '../inbox.ts'
import {
  deliver,
  evict,
  feedsTold,
  followFeed,
  inboxStub,
  item,
  itemsBetween,
  list,
  newInboxId,
  silentPublishers,
  titles,
  trace,
} from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'
import { Replica } from '../testing/replica.ts'
import { nextRetention, retain } from './retain.ts'
import type { RetentionPolicy } from './retain.ts'

silentPublishers()

const DAY_MS = 24 * 60 * 60 * 1000
const WIDE: RetentionPolicy = { readDays: 90, maxEntries: 1000, maxChanges: 1000, batch: 1000 }

async function inboxWithEntries(count: number) {
  const id = newInboxId()
  const feed = await followFeed(id)
  await feedsTold(id)
  await deliver(id, feed, itemsBetween(1, count))
  const entries = (await list(id)).entries.toReversed()
  return { id, stub: inboxStub(id), feed, entries }
}

/** Retention under a policy of the test's own, on the storage of an inbox that is taken out of memory around it. */
async function retainIn(id: InboxId, policy: RetentionPolicy, daysLater = 0) {
  await evict(id)
  const now = new Date(Date.now() + daysLater * DAY_MS)
  const result = await runInDurableObject(inboxStub(id), (_, { storage }) =>
    storage.transactionSync(() => retain(openInbox(id, storage, drizzle(storage)), policy, now)),
  )
  await evict(id)
  return result
}

/** @returns what tells how many rows were read since. */
async function countRowsRead(id: InboxId): Promise<() => Promise<number>> {
  const cursors = await runInDurableObject(inboxStub(id), (_, { storage }) => {
    const seen: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
    const exec = storage.sql.exec.bind(storage.sql)
    storage.sql.exec = <T extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) => {
      const cursor = exec<T>(query, ...bindings)
      seen.push(cursor)
      return cursor
    }
    return seen
  })
  return () =>
    runInDurableObject(inboxStub(id), () => cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0))
}

describe('retention', () => {
  it('takes read entries past their time and leaves unread and starred ones', async () => {
    const { id, stub, entries } = await inboxWithEntries(4)
    const [first, second, third] = entries
    if (!first || !second || !third) throw new Error('no entries')
    await stub.changeEntries(id, trace, { ids: [first.id, second.id], state: { read: true } })
    await stub.changeEntries(id, trace, { ids: [second.id], state: { starred: true } })
    await retainIn(id, WIDE, 89)
    expect(await titles(id)).toHaveLength(4)
    await retainIn(id, WIDE, 91)
    expect(await titles(id)).toEqual(['Item 4', 'Item 3', 'Item 2'])
    expect(await titles(id, { q: 'item' })).toHaveLength(3)
    expect(await stub.entry(id, trace, first.id)).toMatchObject({ error: { code: 'entry.not_found' } })
  })

  it('takes the oldest beyond the cap, read or not, but no starred one', async () => {
    const { id, stub, entries } = await inboxWithEntries(10)
    const [first] = entries
    await stub.changeEntries(id, trace, { ids: first ? [first.id] : [], state: { starred: true } })
    await retainIn(id, { ...WIDE, maxEntries: 3 })
    expect(await titles(id)).toEqual(['Item 10', 'Item 9', 'Item 8', 'Item 1'])
  })

  it('works through a backlog in batches, and says when there is more', async () => {
    const { id } = await inboxWithEntries(10)
    const policy = { ...WIDE, maxEntries: 3, batch: 4 }
    expect((await retainIn(id, policy)).more).toBe(true)
    expect((await list(id)).entries).toHaveLength(6)
    expect((await retainIn(id, policy)).more).toBe(false)
    expect((await retainIn(id, policy)).events).toEqual([])
    expect((await list(id)).entries).toHaveLength(3)
  })

  it('is not undone when the feed delivers again', async () => {
    const { id, feed } = await inboxWithEntries(10)
    await deliver(id, feed, [item(2, { seq: 11 })])
    await retainIn(id, { ...WIDE, maxEntries: 3 })
    const again = itemsBetween(1, 10)
    expect(await deliver(id, feed, again)).toEqual({ cursor: 11, asleep: false })
    await evict(id)
    await deliver(id, feed, again)
    // An edit of what retention took does not bring it back either; an edit of what is held is applied.
    await deliver(id, feed, [
      item(4, { seq: 12, title: 'Edited 4' }),
      item(9, { seq: 13, title: 'Edited 9' }),
    ])
    await evict(id)
    await deliver(id, feed, [item(4, { seq: 12, title: 'Edited 4' })])
    expect(await titles(id)).toEqual(['Item 10', 'Edited 9', 'Item 8'])
    await deliver(id, feed, [item(11, { seq: 14 })])
    expect((await titles(id))[0]).toBe('Item 11')
  })

  it('that takes everything leaves the feed where it was', async () => {
    const { id, feed } = await inboxWithEntries(5)
    await retainIn(id, { ...WIDE, maxEntries: 0 })
    expect(await titles(id)).toEqual([])
    expect(await deliver(id, feed, itemsBetween(1, 5))).toEqual({ cursor: 5, asleep: false })
    await deliver(id, feed, itemsBetween(1, 6))
    expect(await titles(id)).toEqual(['Item 6'])
  })

  it('tells devices that come back, and its numbers never go back', async () => {
    const { id, feed } = await inboxWithEntries(5)
    const device = new Replica()
    const first = await LiveClient.connect(id)
    await device.take(id, await first.hello())
    first.close()
    await first.closed()
    await retainIn(id, { ...WIDE, maxEntries: 0 })
    await deliver(id, feed, [item(6)])
    const client = await LiveClient.connect(id)
    const greeting = await client.hello(device.position ?? {})
    expect(greeting.map((frame) => frame.type)).toEqual([
      'resumed',
      'entries.removed',
      'entries.added',
      'counts',
      'live',
    ])
    await device.take(id, greeting)
    expect([...device.held.entries.values()].map((entry) => entry.title)).toEqual(['Item 6'])
    expect(device.counts).toMatchObject({ unread: 1 })
  })

  it('trims the history, and who stood before that gets a snapshot', async () => {
    const { id, stub, feed } = await inboxWithEntries(1)
    const client = await LiveClient.connect(id)
    await client.hello()
    const { epoch, seq } = await client.frame('live')
    for (let n = 1; n <= 6; n++)
      await stub.updateSubscription(id, trace, { id: feed.subscription, title: `Title ${n}` })
    await retainIn(id, { ...WIDE, maxChanges: 4 })
    const changes = await runInDurableObject(stub, (_, { storage }) =>
      storage.sql.exec('SELECT count(*) AS total FROM changes').one(),
    )
    expect(changes).toEqual({ total: 4 })
    const late = await LiveClient.connect(id)
    expect((await late.hello({ epoch, cursor: seq }))[0]).toMatchObject({ reason: 'history-trimmed' })
    const inTime = await late.hello({ epoch, cursor: seq + 2 })
    expect(inTime.map((frame) => frame.type).slice(0, 5)).toEqual([
      'resumed',
      ...Array.from({ length: 4 }, () => 'subscription.changed'),
    ])
  })

  it('notes how far every feed was applied, so that a full inbox is not looked through whenever it wakes', async () => {
    const { id, stub, feed } = await inboxWithEntries(1)
    const rowsRead = async (): Promise<number> => {
      await evict(id)
      const count = await countRowsRead(id)
      await deliver(id, feed, itemsBetween(1, 1))
      return await count()
    }
    await deliver(id, feed, itemsBetween(2, 1_200))
    expect(await rowsRead()).toBeGreaterThan(1_200)
    await retainIn(id, { ...WIDE, maxEntries: 5_000 })
    expect(await rowsRead()).toBeLessThan(50)
    await deliver(id, feed, itemsBetween(1, 1_201))
    expect((await stub.size(id, trace)).entries).toBe(1_201)
  })

  it('runs by alarm about once a day, and live devices hear of it', async () => {
    const { id, stub, entries } = await inboxWithEntries(2)
    const [first] = entries
    if (first === undefined) throw new Error('no entry')
    await stub.changeEntries(id, trace, { ids: [first.id], state: { read: true } })
    const client = await LiveClient.connect(id)
    await client.hello()
    const later = Date.now() + 100 * DAY_MS
    const clock = vi.spyOn(Date, 'now').mockReturnValue(later)
    vi.setSystemTime(later)
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    clock.mockRestore()
    vi.useRealTimers()
    expect(await client.frame('entries.removed')).toMatchObject({ ids: [first.id] })
    const alarm = await runInDurableObject(stub, (_, { storage }) => storage.getAlarm())
    expect(alarm).toBeGreaterThan(later + 0.7 * DAY_MS)
    expect(alarm).toBeLessThan(later + 1.3 * DAY_MS)
  })
})

describe('the next retention', () => {
  it('is about a day ahead, spread over twelve hours', () => {
    expect(nextRetention(0, () => 0)).toBe(0.75 * DAY_MS)
    expect(nextRetention(0, () => 1)).toBe(1.25 * DAY_MS)
  })
})
