import { runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
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
} from './testing/house.ts'
import { LiveClient } from './testing/live-client.ts'
import { rowsWritten } from './testing/rows-written.ts'

silentPublishers()

const DAY_MS = 24 * 60 * 60 * 1000
const start = Date.now()

afterEach(() => vi.useRealTimers())

function daysLater(days: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: start + days * DAY_MS })
}

async function quietInbox() {
  const id = newInboxId()
  const feed = await followFeed(id)
  const other = await followFeed(id)
  await feedsTold(id)
  await deliver(id, feed, itemsBetween(1, 3))
  await deliver(id, other, itemsBetween(1, 2))
  return { id, stub: inboxStub(id), feed, other }
}

/** What the inbox has to tell feeds, in order. */
function waitingMessages(stub: ReturnType<typeof inboxStub>) {
  return runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec('SELECT kind, body FROM outbox WHERE dead_at IS NULL ORDER BY seq').toArray(),
  )
}

describe('an inbox that nobody opens', () => {
  it('takes deliveries for fourteen days, then asks to be left alone and writes nothing', async () => {
    const { id, feed, other } = await quietInbox()
    daysLater(13.9)
    expect(await deliver(id, feed, [item(4)])).toEqual({ cursor: 4, asleep: false })
    daysLater(14.1)
    expect(await deliver(id, feed, [item(5)])).toEqual({ cursor: 4, asleep: true })
    expect(await rowsWritten(id, () => deliver(id, other, [item(3)]))).toBe(0)
    await evict(id)
    expect(await rowsWritten(id, () => deliver(id, feed, [item(5), item(6)]))).toBe(0)
  })

  it('wakes when a list is opened, and asks every feed for what came after its own cursor', async () => {
    const { id, stub, feed, other } = await quietInbox()
    daysLater(20)
    await deliver(id, feed, [item(4)])
    await evict(id)
    expect(await titles(id)).toHaveLength(5)
    const messages = await waitingMessages(stub)
    expect(messages).toEqual([
      { kind: 'feed.follow', body: JSON.stringify({ feed: feed.feed, url: feed.url, after: 3 }) },
      { kind: 'feed.follow', body: JSON.stringify({ feed: other.feed, url: other.url, after: 2 }) },
    ])
    expect(await deliver(id, feed, [item(4)])).toEqual({ cursor: 4, asleep: false })
    expect(await titles(id)).toHaveLength(6)
    expect(await waitingMessages(stub)).toHaveLength(2)
  })

  it('wakes when a socket is opened', async () => {
    const { id, stub, feed } = await quietInbox()
    daysLater(20)
    await deliver(id, feed, [item(4)])
    await LiveClient.connect(id)
    expect(await waitingMessages(stub)).toHaveLength(2)
    expect(await deliver(id, feed, [item(4)])).toMatchObject({ asleep: false })
  })

  it('does not sleep while a page is open, nor just after it was closed', async () => {
    const { id, feed } = await quietInbox()
    const client = await LiveClient.connect(id)
    await client.hello()
    daysLater(30)
    expect(await deliver(id, feed, [item(4)])).toMatchObject({ asleep: false })
    client.close()
    await client.closed()
    await evict(id)
    daysLater(43)
    expect(await deliver(id, feed, [item(5)])).toMatchObject({ asleep: false })
    daysLater(45)
    expect(await deliver(id, feed, [item(6)])).toMatchObject({ asleep: true })
  })

  it('that is opened every hour for a month does not sleep after an eviction', async () => {
    const { id, feed } = await quietInbox()
    for (let day = 0; day < 30; day += 0.5) {
      daysLater(day)
      await list(id, { limit: 1 })
    }
    await evict(id)
    daysLater(40)
    expect(await deliver(id, feed, [item(4)])).toMatchObject({ asleep: false })
  })

  it('writes when it was opened at most once a day', async () => {
    const { id } = await quietInbox()
    daysLater(2)
    expect(await rowsWritten(id, () => list(id))).toBe(1)
    daysLater(2.9)
    expect(await rowsWritten(id, () => list(id))).toBe(0)
  })
})
