import { listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import { getStub } from '@switchboard/shared-types/door'
import type { MessageEvent } from '@switchboard/shared-types/channel-event'
import { conversationIdOf, feedIdOf, newId } from '@switchboard/shared-types/ids'
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
  stateOf,
  titles,
  trace,
} from './testing/house.ts'
import { conversationList } from './testing/conversations.ts'
import { LiveClient } from './testing/live-client.ts'

silentPublishers()

async function fullInbox() {
  const id = newInboxId()
  const feeds = [await followFeed(id), await followFeed(id), await followFeed(id)]
  await feedsTold(id)
  for (const feed of feeds) await deliver(id, feed, itemsBetween(1, 20))
  return { id, stub: inboxStub(id), feeds }
}

function messageEvent(text: string): MessageEvent {
  const at = '2026-11-01T08:00:00.000Z'
  const author = { key: 'ada', name: 'Ada', handle: null, self: false, bot: false }
  const thread = { key: 'thread', kind: 'direct' as const, title: null, url: null }
  const none = { html: null, attachments: [], replyTo: null, groupKey: null, about: null }
  return { type: 'message', eventId: 'e1', thread, at, key: 'm1', author, text, nature: 'ordinary', ...none }
}

function storageOf(id: InboxId) {
  return runInDurableObject(inboxStub(id), async (_, { storage }) => ({
    tables: storage.sql
      .exec(
        "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
      )
      .toArray().length,
    keys: [...storage.kv.list()].length,
    alarm: await storage.getAlarm(),
  }))
}

/** Runs the alarm until nothing is left, as time would. */
async function untilErased(id: InboxId): Promise<void> {
  await vi.waitFor(
    async () => {
      const { tables, alarm } = await storageOf(id)
      if (tables > 0 || alarm !== null) throw new Error(`${tables} tables left`)
    },
    { timeout: 15_000, interval: 100 },
  )
}

async function subscribersOf(feed: Awaited<ReturnType<typeof followFeed>>): Promise<number> {
  const answer = await getStub(env.FEED, feed.feed).describe(feed.feed, trace)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value.subscribers
}

describe('purging an inbox', () => {
  it('leaves every feed, closes every socket and leaves nothing behind', async () => {
    const { id, stub, feeds } = await fullInbox()
    const client = await LiveClient.connect(id)
    await client.hello()
    expect(await stub.purge(id, trace)).toEqual({ ok: true, value: null })
    expect(await client.closed()).toBe(CLOSE.signedOut)
    await untilErased(id)
    expect(await Promise.all(feeds.map(subscribersOf))).toEqual([0, 0, 0])
    expect(await storageOf(id)).toEqual({ tables: 0, keys: 0, alarm: null })
  })

  it('lets its channels and conversations forget themselves, and leaves no orphan', async () => {
    const { id, stub } = await fullInbox()
    const channel = newId('chn')
    const input = { kind: 'webhook' as const, name: 'Shop' }
    await getStub(env.CHANNEL, channel).connectAccount(channel, trace, id, input)
    const conversation = await conversationIdOf(channel, 'thread')
    const batch = { owner: id, channel, channelKind: 'webhook' as const, events: [messageEvent('Hello.')] }
    await getStub(env.CONVERSATION, conversation).receive(conversation, trace, batch)
    await vi.waitFor(async () => {
      expect((await conversationList(id)).conversations).toHaveLength(1)
      expect(await stub.channels(id, trace)).toHaveLength(1)
    })
    await stub.purge(id, trace)
    await untilErased(id)
    const left = await getStub(env.CONVERSATION, conversation).conversation(conversation, trace, id)
    expect(left).toMatchObject({ error: { code: 'conversation.not_found' } })
    const gone = await getStub(env.CHANNEL, channel).channel(channel, trace, id)
    expect(gone).toMatchObject({ error: { code: 'channel.not_found' } })
    expect(await stub.channels(id, trace)).toEqual([])
    expect((await conversationList(id)).conversations).toEqual([])
  })

  it('goes on after an eviction in the middle', async () => {
    const { id, stub, feeds } = await fullInbox()
    await stub.purge(id, trace)
    await evict(id)
    await runDurableObjectAlarm(stub)
    await evict(id)
    await untilErased(id)
    expect(await Promise.all(feeds.map(subscribersOf))).toEqual([0, 0, 0])
  })

  it('refuses deliveries from then on', async () => {
    const { id, stub, feeds } = await fullInbox()
    await stub.purge(id, trace)
    const [feed] = feeds
    if (feed === undefined) throw new Error('no feed')
    const batch = { feed: feed.feed, state: stateOf(feed), epoch: 'epoch-1', items: [item(21)] }
    expect(await stub.deliver(id, trace, batch)).toMatchObject({ error: { code: 'subscription.not_found' } })
    await untilErased(id)
    expect(await stub.deliver(id, trace, batch)).toMatchObject({ error: { code: 'subscription.not_found' } })
  })

  it('takes along a feed that was followed and a socket that was opened meanwhile', async () => {
    const { id, stub } = await fullInbox()
    await stub.purge(id, trace)
    const late = await followFeed(id)
    const client = await LiveClient.connect(id)
    await client.hello()
    expect(await client.closed()).toBe(CLOSE.signedOut)
    await untilErased(id)
    expect(await subscribersOf(late)).toBe(0)
  })

  it('stops an import that is under way', async () => {
    const id = newInboxId()
    const urls = Array.from({ length: 400 }, (_, n) => `https://purged.example/${n}`)
    const outlines = urls.map((url) => `<outline xmlUrl="${url}"/>`)
    await inboxStub(id).importOpml(id, trace, `<opml><body>${outlines.join('')}</body></opml>`)
    await inboxStub(id).purge(id, trace)
    await untilErased(id)
    expect(await inboxStub(id).subscriptions(id, trace)).toEqual([])
    const feeds = await Promise.all(urls.map(feedIdOf))
    const known = new Set((await listDurableObjectIds(env.FEED)).map(String))
    const reached = feeds.filter((feed) => known.has(env.FEED.idFromName(feed).toString()))
    expect(reached.length).toBeLessThan(300)
  })

  it('leaves an inbox that begins anew when it is called again', async () => {
    const { id, stub } = await fullInbox()
    const before = await LiveClient.connect(id)
    const [greeting] = await before.hello()
    await stub.purge(id, trace)
    await untilErased(id)
    expect(await stub.subscriptions(id, trace)).toEqual([])
    expect(await titles(id)).toEqual([])
    expect(await stub.counts(id, trace)).toMatchObject({ unread: 0, starred: 0, subscriptions: [] })
    const client = await LiveClient.connect(id)
    const [snapshot] = await client.hello({ epoch: greeting?.epoch ?? '', cursor: 0 })
    expect(snapshot).toMatchObject({ type: 'snapshot', reason: 'new-epoch', seq: 0 })
    const feed = await followFeed(id)
    await deliver(id, feed, [item(1)])
    await evict(id)
    expect(await titles(id)).toEqual(['Item 1'])
  })
})
