import { env } from 'cloudflare:workers'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { follow, newInbox, poll, Publisher, titles, trace } from './testing/publisher.ts'

describe('delivery', () => {
  it('brings what a feed already published into the inbox that follows it, in the order of the document', async () => {
    const inbox = newInbox()
    await follow(new Publisher().publishes(['newest', 'oldest']), inbox)
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['newest', 'oldest']))
  })

  it('brings only what is new with a later poll', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    publisher.publishes(['two', 'one'])
    await poll(feed, inbox)
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['two', 'one']))
  })

  it('changes an edited item in place', async () => {
    const publisher = new Publisher().publishes(['b=second', 'a=first'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    await vi.waitFor(async () => expect(await titles(inbox)).toHaveLength(2))
    publisher.publishes(['b=second', 'a=first, corrected'])
    await poll(feed, inbox)
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['second', 'first, corrected']))
  })

  it('asks the publisher once for all who follow, and says how many they are', async () => {
    const publisher = new Publisher().publishes(['one'])
    const [first, second] = [newInbox(), newInbox()]
    const feed = await follow(publisher, first)
    await follow(publisher, second)
    expect(publisher.requests).toHaveLength(1)
    publisher.publishes(['two', 'one'])
    await poll(feed, first, second)
    expect(publisher.requests).toHaveLength(2)
    expect(publisher.requests[1]?.headers.get('user-agent')).toContain('2 subscribers')
    await vi.waitFor(async () => expect(await titles(first)).toEqual(['two', 'one']))
    await vi.waitFor(async () => expect(await titles(second)).toEqual(['two', 'one']))
  })

  it('gives a later subscriber what is there, without asking the publisher', async () => {
    const publisher = new Publisher().publishes(['two', 'one'])
    await follow(publisher, newInbox())
    const later = newInbox()
    await follow(publisher, later)
    await vi.waitFor(async () => expect(await titles(later)).toEqual(['two', 'one']))
    expect(publisher.requests).toHaveLength(1)
  })

  it('brings a newcomer at most a hundred items of a long document', async () => {
    const publisher = new Publisher().publishes(Array.from({ length: 250 }, (_, index) => `item ${index}`))
    const inbox = newInbox()
    await follow(publisher, inbox)
    await vi.waitFor(async () => expect(await titles(inbox)).toHaveLength(100))
    expect((await titles(inbox))[0]).toBe('item 0')
  })

  it('delivers after an eviction between the poll and the delivery', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['one']))
    // As a crash leaves it: the items are stored, the mark says that nobody has them.
    await runInDurableObject(getStub(env.FEED, feed), (_, state) => {
      state.storage.sql.exec('UPDATE items SET no = 7, seq = 7; UPDATE feed SET head_seq = 7')
    })
    await evictDurableObject(getStub(env.FEED, feed))
    await getStub(env.FEED, feed).describe(feed, trace)
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['one', 'one']))
  })

  it('forgets a subscriber whose inbox no longer follows', async () => {
    const publisher = new Publisher().publishes(['one'])
    const [stays, leaves] = [newInbox(), newInbox()]
    const feed = await follow(publisher, stays)
    await follow(publisher, leaves)
    await runInDurableObject(getStub(env.INBOX, leaves), (_, state) => {
      state.storage.sql.exec('DELETE FROM subscriptions')
    })
    await evictDurableObject(getStub(env.INBOX, leaves))
    publisher.publishes(['two', 'one'])
    await poll(feed, stays)
    await vi.waitFor(async () => {
      const described = await getStub(env.FEED, feed).describe(feed, trace)
      expect(described).toMatchObject({ ok: true, value: { subscribers: 1 } })
    })
  })

  it('stops pushing to an inbox that sleeps, and goes on from where it was when it wakes', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['one']))
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 15 * 24 * 60 * 60 * 1000)
    publisher.publishes(['two', 'one'])
    await poll(feed, inbox)
    publisher.publishes(['three', 'two', 'one'])
    await poll(feed, inbox)
    const size = await getStub(env.INBOX, inbox).size(inbox, trace)
    expect(size.entries).toBe(1)
    await titles(inbox)
    now.mockRestore()
    await vi.waitFor(async () => expect(await titles(inbox)).toEqual(['three', 'two', 'one']), {
      timeout: 5_000,
    })
  })
})
