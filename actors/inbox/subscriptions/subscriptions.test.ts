import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { feedIdOf, newId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
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

async function subscribersOf(feed: { feed: Awaited<ReturnType<typeof feedIdOf>> }): Promise<number> {
  const answer = await getStub(env.FEED, feed.feed).describe(feed.feed, trace)
  return answer.ok ? answer.value.subscribers : 0
}

async function titled(id: InboxId): Promise<[string, string | null][]> {
  return (await inboxStub(id).subscriptions(id, trace)).map((row) => [row.title, row.folder])
}

describe('following a feed', () => {
  it('tells the feed, and following it again is answered with what there is', async () => {
    const id = newInboxId()
    const feed = await followFeed(id, { title: 'My own', folder: 'News' })
    const again = await inboxStub(id).subscribe(id, trace, { feedId: feed.feed, feedUrl: feed.url })
    expect(again).toMatchObject({
      ok: false,
      error: { code: 'subscription.exists', details: { subscriptionId: feed.subscription } },
    })
    await feedsTold(id)
    expect(await subscribersOf(feed)).toBe(1)
    expect(await titled(id)).toEqual([['My own', 'News']])
    const one = await inboxStub(id).subscription(id, trace, feed.subscription)
    expect(one).toMatchObject({
      ok: true,
      value: { id: feed.subscription, feedUrl: feed.url, health: 'new' },
    })
  })

  it('and leaving and following again reaches the feed in that order', async () => {
    const id = newInboxId()
    const first = await followFeed(id)
    await inboxStub(id).unsubscribe(id, trace, first.subscription)
    const again = await followFeed(id, { url: first.url })
    await inboxStub(id).unsubscribe(id, trace, again.subscription)
    const last = await followFeed(id, { url: first.url })
    await feedsTold(id)
    expect(await subscribersOf(first)).toBe(1)
    await inboxStub(id).unsubscribe(id, trace, last.subscription)
    await evict(id)
    await feedsTold(id)
    expect(await subscribersOf(first)).toBe(0)
  })

  it('is refused beyond five thousand', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await runInDurableObject(inboxStub(id), (_, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
         INSERT INTO subscriptions (no, id, feed_id, feed_url, health, created_at)
         SELECT i, 'sub_' || i, 'feed_' || i, 'https://e.example/' || i, 'ok', '2026-11-01T00:00:00.000Z' FROM n`,
      )
    })
    await evict(id)
    const url = 'https://one-too-many.example/'
    const answer = await inboxStub(id).subscribe(id, trace, { feedId: await feedIdOf(url), feedUrl: url })
    expect(answer).toMatchObject({ ok: false, error: { code: 'subscription.too_many' } })
    await inboxStub(id).unsubscribe(id, trace, feed.subscription)
    expect(
      await inboxStub(id).subscribe(id, trace, { feedId: await feedIdOf(url), feedUrl: url }),
    ).toMatchObject({
      ok: true,
    })
  })
})

describe('leaving a feed', () => {
  it('takes its entries along, unread counts too, and leaves the others', async () => {
    const id = newInboxId()
    const left = await followFeed(id)
    const kept = await followFeed(id)
    await deliver(id, left, itemsBetween(1, 3))
    await deliver(id, kept, [item(1, { title: 'Kept' })])
    expect(await inboxStub(id).unsubscribe(id, trace, left.subscription)).toEqual({ ok: true, value: null })
    expect(await titles(id)).toEqual(['Kept'])
    expect(await inboxStub(id).counts(id, trace)).toMatchObject({ unread: 1, subscriptions: [{ unread: 1 }] })
    const size = await inboxStub(id).size(id, trace)
    expect(size).toMatchObject({ subscriptions: 1, entries: 1 })
    expect(size.storageBytes).toBeGreaterThan(0)
  })

  it('that is not followed is refused', async () => {
    const id = newInboxId()
    const unknown = newId('sub')
    const refused = { ok: false, error: { code: 'subscription.not_found' } }
    expect(await inboxStub(id).unsubscribe(id, trace, unknown)).toMatchObject(refused)
    expect(await inboxStub(id).subscription(id, trace, unknown)).toMatchObject(refused)
    expect(await inboxStub(id).updateSubscription(id, trace, { id: unknown, title: 't' })).toMatchObject(
      refused,
    )
  })
})

describe('titles and folders', () => {
  it('are the person’s own, else the feed’s, else its address', async () => {
    const id = newInboxId()
    const stub = inboxStub(id)
    const feed = await followFeed(id)
    expect(await titled(id)).toEqual([[feed.url, null]])
    await feedsTold(id)
    await deliver(id, feed, [], { state: { title: 'Of the feed' } })
    expect(await titled(id)).toEqual([['Of the feed', null]])
    await stub.updateSubscription(id, trace, { id: feed.subscription, title: 'My own', folder: 'News' })
    expect(await titled(id)).toEqual([['My own', 'News']])
    await stub.updateSubscription(id, trace, { id: feed.subscription, title: null })
    expect(await titled(id)).toEqual([['Of the feed', 'News']])
    await stub.updateSubscription(id, trace, { id: feed.subscription, folder: null })
    expect(await titled(id)).toEqual([['Of the feed', null]])
  })

  it('of a folder change together: it is renamed, joined to another, or dissolved', async () => {
    const id = newInboxId()
    const stub = inboxStub(id)
    for (const [title, folder] of [
      ['a', 'One'],
      ['b', 'One'],
      ['c', 'Two'],
    ] as const)
      await followFeed(id, { title, folder })
    const client = await LiveClient.connect(id)
    await client.hello()
    expect(await stub.renameFolder(id, trace, { folder: 'One', name: 'Two' })).toEqual({
      ok: true,
      value: null,
    })
    expect(await titled(id)).toEqual([
      ['a', 'Two'],
      ['b', 'Two'],
      ['c', 'Two'],
    ])
    await client.until(
      (frames) => frames.filter((frame) => frame.type === 'subscription.changed').length >= 2,
    )
    expect(await stub.renameFolder(id, trace, { folder: 'Two', name: null })).toEqual({
      ok: true,
      value: null,
    })
    expect(await titled(id)).toEqual([
      ['a', null],
      ['b', null],
      ['c', null],
    ])
    const unknown = await stub.renameFolder(id, trace, { folder: 'Two', name: 'Three' })
    expect(unknown).toMatchObject({ ok: false, error: { code: 'folder.not_found' } })
  })
})

describe('the health of a feed', () => {
  it('that a delivery told is not undone by the answer to following, which may come later', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await deliver(id, feed, [], { state: { health: 'ok', title: 'Told' } })
    await feedsTold(id)
    const [row] = await inboxStub(id).subscriptions(id, trace)
    expect(row).toMatchObject({ health: 'ok', title: 'Told' })
  })

  it('travels with its deliveries, and is told once', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await feedsTold(id)
    const client = await LiveClient.connect(id)
    await client.hello()
    const failing = {
      health: 'failing',
      reason: 'The server answers 500.',
      title: 'T',
      siteUrl: 'https://s.example/',
    } as const
    await deliver(id, feed, [item(1)], { state: failing })
    await deliver(id, feed, [item(2)], { state: failing })
    const { health, healthReason, siteUrl } = (await client.frame('subscription.changed')).subscription
    expect([health, healthReason, siteUrl]).toEqual([
      'failing',
      'The server answers 500.',
      'https://s.example/',
    ])
    await client.until((frames) => frames.filter((frame) => frame.type === 'entries.added').length === 2)
    expect(client.frames.filter((frame) => frame.type === 'subscription.changed')).toHaveLength(1)
    await deliver(id, feed, [], { state: { health: 'ok', title: 'T' } })
    const [row] = await inboxStub(id).subscriptions(id, trace)
    expect(row).toMatchObject({ health: 'ok', healthReason: null, siteUrl: null })
  })
})
