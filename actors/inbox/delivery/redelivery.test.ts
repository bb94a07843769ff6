import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { env } from 'cloudflare:workers'
import {
  deliver,
  evict,
  followFeed,
  inboxStub,
  item,
  itemsBetween,
  list,
  newInboxId,
  silentPublishers,
  stateOf,
  titles,
  trace,
} from '../testing/house.ts'

silentPublishers()

async function inboxWithFeed() {
  const id = newInboxId()
  return { id, stub: inboxStub(id), feed: await followFeed(id) }
}

describe('a delivery', () => {
  it('becomes entries, newest arrival first, with all that the feed told of them', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    const enclosures = [{ url: 'https://publisher.example/a.mp3', type: 'audio/mpeg', length: 12 }]
    const told = item(2, {
      title: 'Second',
      author: 'Ada',
      image: 'https://publisher.example/a.png',
      publishedAt: null,
      url: null,
      enclosures,
    })
    const receipt = await deliver(id, feed, [item(1, { title: 'First' }), told])
    expect(receipt).toEqual({ cursor: 2, asleep: false })
    const { entries } = await list(id)
    expect(entries.map((entry) => entry.title)).toEqual(['Second', 'First'])
    const [newest] = entries
    const entry = newest && (await stub.entry(id, trace, newest.id))
    expect(entry).toMatchObject({
      ok: true,
      value: {
        id: newest?.id,
        subscriptionId: feed.subscription,
        read: false,
        starred: false,
        archived: false,
        title: 'Second',
        author: 'Ada',
        url: null,
        publishedAt: null,
        image: 'https://publisher.example/a.png',
        snippet: 'Body of item 2',
        contentHtml: '<p>Body of item 2</p>',
        enclosures,
      },
    })
  })

  it('takes a thousand items in one batch', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    expect(await deliver(id, feed, itemsBetween(1, 1000))).toEqual({ cursor: 1000, asleep: false })
    expect((await stub.size(id, trace)).entries).toBe(1000)
    expect((await stub.counts(id, trace)).unread).toBe(1000)
  })

  it('is refused for a feed that is not followed, and changes nothing', async () => {
    const { id, stub } = await inboxWithFeed()
    const other = await followFeed(newInboxId())
    const batch = { feed: other.feed, state: stateOf(other), epoch: 'epoch-1', items: [item(1)] }
    expect(await stub.deliver(id, trace, batch)).toMatchObject({
      ok: false,
      error: { code: 'subscription.not_found' },
    })
    expect(await titles(id)).toEqual([])
  })

  it('is refused when it was meant for another inbox', async () => {
    const { id, feed } = await inboxWithFeed()
    const batch = { feed: feed.feed, state: stateOf(feed), epoch: 'epoch-1', items: [item(1)] }
    const misrouted = getStub(env.INBOX, newInboxId()).deliver(id, trace, batch)
    await expect(misrouted).rejects.toMatchObject({ code: 'actor.misrouted' })
    expect(await titles(id)).toEqual([])
  })

  it('gives ids that sort as entries arrived, also when the clock goes back', async () => {
    const { id, feed } = await inboxWithFeed()
    const now = Date.now()
    for (const [no, ahead] of [
      [1, 60_000],
      [2, -3_600_000],
      [3, 0],
      [4, 120_000],
    ] as const) {
      vi.useFakeTimers({ toFake: ['Date'], now: now + ahead })
      await deliver(id, feed, [item(no)])
      await evict(id)
    }
    vi.useRealTimers()
    const { entries } = await list(id)
    expect(entries.map((entry) => entry.title)).toEqual(['Item 4', 'Item 3', 'Item 2', 'Item 1'])
    const ids = entries.map((entry) => entry.id)
    expect(ids.toSorted().toReversed()).toEqual(ids)
  })

  it('cuts long titles and snippets without breaking a character in two', async () => {
    const { id, feed } = await inboxWithFeed()
    await deliver(id, feed, [item(1, { title: `${'a'.repeat(499)}😀b`, text: `${'b'.repeat(239)}😀` })])
    const [entry] = (await list(id)).entries
    expect(entry?.title).toBe('a'.repeat(499))
    expect(entry?.snippet).toBe('b'.repeat(239))
  })
})

describe('the same batch again', () => {
  it('changes nothing, at once or after an eviction', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    const batch = itemsBetween(1, 30)
    await deliver(id, feed, batch)
    await deliver(id, feed, batch)
    await evictDurableObject(stub)
    expect(await deliver(id, feed, batch)).toEqual({ cursor: 30, asleep: false })
    expect(await titles(id)).toEqual(batch.map((told) => told.title).toReversed())
  })

  it('changes nothing when it comes after newer ones', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 10))
    await deliver(id, feed, itemsBetween(11, 20))
    await deliver(id, feed, itemsBetween(1, 10))
    await evictDurableObject(stub)
    expect(await deliver(id, feed, itemsBetween(1, 10))).toEqual({ cursor: 20, asleep: false })
    expect((await list(id)).entries).toHaveLength(20)
  })

  it('adds only what is new when it overlaps with the one before', async () => {
    const { id, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 10))
    expect(await deliver(id, feed, itemsBetween(6, 15))).toEqual({ cursor: 15, asleep: false })
    expect(await titles(id)).toEqual(
      itemsBetween(1, 15)
        .map((told) => told.title)
        .toReversed(),
    )
  })

  it('is told apart from the same numbers of another feed', async () => {
    const { id, feed } = await inboxWithFeed()
    const other = await followFeed(id)
    await deliver(id, feed, itemsBetween(1, 5))
    expect(await deliver(id, other, itemsBetween(1, 5))).toEqual({ cursor: 5, asleep: false })
    expect((await list(id)).entries).toHaveLength(10)
  })

  it('starts from the beginning after the feed was left and followed again', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, [...itemsBetween(1, 5), item(1, { seq: 6 })])
    await stub.unsubscribe(id, trace, feed.subscription)
    const again = await followFeed(id, { url: feed.url })
    expect(await deliver(id, again, itemsBetween(1, 5))).toEqual({ cursor: 5, asleep: false })
    await evictDurableObject(stub)
    await deliver(id, again, itemsBetween(1, 5))
    expect((await list(id)).entries).toHaveLength(5)
  })
})
