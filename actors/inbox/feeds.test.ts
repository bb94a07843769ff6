import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { evict, feedsTold, followFeed, inboxStub, list, newInboxId, titles, trace } from './testing/house.ts'
import { LiveClient } from './testing/live-client.ts'

const DAY_MS = 24 * 60 * 60 * 1000

afterEach(() => vi.useRealTimers())

/** A publisher on an address of its own, with so many items as it is told to have. */
function publisher() {
  const url = `https://${crypto.randomUUID()}.example/feed`
  const published = { items: 0 }
  const item = (n: number): string =>
    `<item><guid>${n}</guid><title>Story ${n}</title><link>${url}/${n}</link><description>Text ${n}</description></item>`
  vi.mocked(fetch).mockImplementation(async () => {
    const items = Array.from({ length: published.items }, (_, n) => item(n + 1)).toReversed()
    const body = `<rss version="2.0"><channel><title>The publisher</title><link>${url}</link>${items.join('')}</channel></rss>`
    return new Response(body, { headers: { 'content-type': 'application/rss+xml' } })
  })
  return { url, published }
}

async function holds(id: ReturnType<typeof newInboxId>, expected: readonly string[]): Promise<void> {
  await vi.waitFor(async () => expect(await titles(id)).toEqual(expected), { timeout: 10_000, interval: 20 })
}

describe('an inbox and a real feed', () => {
  it('following brings the items, its title and its health, and a live device hears of them', async () => {
    const { url, published } = publisher()
    published.items = 3
    const id = newInboxId()
    const client = await LiveClient.connect(id)
    await client.hello()
    await followFeed(id, { url })
    await holds(id, ['Story 3', 'Story 2', 'Story 1'])
    const added = await client.frame('entries.added')
    expect(added.entries.map((entry) => entry.title)).toEqual(['Story 1', 'Story 2', 'Story 3'])
    const [subscription] = await inboxStub(id).subscriptions(id, trace)
    expect(subscription).toMatchObject({ title: 'The publisher', health: 'ok' })
  })

  it('falls asleep, is left alone, and catches up by itself when it is opened', async () => {
    const { url, published } = publisher()
    published.items = 2
    const id = newInboxId()
    const { feed } = await followFeed(id, { url })
    await holds(id, ['Story 2', 'Story 1'])
    await feedsTold(id)
    const stub = getStub(env.FEED, feed)
    const now = Date.now()
    for (const [days, items] of [
      [20, 3],
      [21, 5],
    ] as const) {
      vi.useFakeTimers({ toFake: ['Date'], now: now + days * DAY_MS })
      published.items = items
      expect(await stub.refresh(feed, trace)).toMatchObject({ ok: true })
      // No real alarm fires at a time that is made up.
      await runDurableObjectAlarm(stub)
    }
    expect((await inboxStub(id).size(id, trace)).entries).toBe(2)
    await evict(id)
    await list(id)
    const told = await runInDurableObject(inboxStub(id), (_, { storage }) =>
      storage.sql.exec('SELECT kind FROM outbox').toArray(),
    )
    expect(told).toEqual([{ kind: 'feed.follow' }])
    await vi.waitFor(
      async () => {
        await runDurableObjectAlarm(inboxStub(id))
        await runDurableObjectAlarm(stub)
        expect(await titles(id)).toEqual(['Story 5', 'Story 4', 'Story 3', 'Story 2', 'Story 1'])
      },
      { timeout: 20_000, interval: 50 },
    )
  })
})
