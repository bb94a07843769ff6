import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { CLOSE } from '@switchboard/shared-types/realtime/frames'
import {
  deliver,
  followFeed,
  inboxStub,
  item,
  itemsBetween,
  newInboxId,
  silentPublishers,
  trace,
} from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'

silentPublishers()

async function inboxWithFeed() {
  const id = newInboxId()
  return { id, stub: inboxStub(id), feed: await followFeed(id) }
}

/** Where a client stands that has just caught up. */
async function positionOf(id: Parameters<typeof LiveClient.connect>[0]) {
  const client = await LiveClient.connect(id)
  await client.hello()
  const { epoch, seq } = await client.frame('live')
  client.close()
  return { epoch, cursor: seq }
}

describe('a first visit', () => {
  it('gets a snapshot with subscriptions and counts, then is live', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 3))
    const client = await LiveClient.connect(id)
    const frames = await client.hello()
    expect(frames).toMatchObject([
      {
        type: 'snapshot',
        version: 1,
        reason: 'first-visit',
        subscriptions: [{ id: feed.subscription }],
        counts: { unread: 3, starred: 0, subscriptions: [{ id: feed.subscription, unread: 3 }] },
      },
      { type: 'live' },
    ])
    expect(frames[0]).toMatchObject({ counts: await stub.counts(id, trace) })
    await deliver(id, feed, [item(4)])
    const added = await client.frame('entries.added')
    expect(added.entries.map((entry) => entry.title)).toEqual(['Item 4'])
    expect(added.seq).toBe((await client.frame('live')).seq + 1)
  })

  it('of an inbox without anything gets an empty snapshot', async () => {
    const client = await LiveClient.connect(newInboxId())
    const [snapshot] = await client.hello()
    expect(snapshot).toMatchObject({ type: 'snapshot', seq: 0, subscriptions: [], counts: { unread: 0 } })
  })

  it('with only half a position is a first visit', async () => {
    const { id } = await inboxWithFeed()
    const client = await LiveClient.connect(id)
    expect((await client.hello({ cursor: 1 }))[0]).toMatchObject({ type: 'snapshot', reason: 'first-visit' })
  })
})

describe('a client that comes back', () => {
  it('gets exactly what it missed, in order, then the counts, then live', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 2))
    const position = await positionOf(id)
    await deliver(id, feed, itemsBetween(3, 4))
    await stub.updateSubscription(id, trace, { id: feed.subscription, title: 'Renamed' })
    await deliver(id, feed, [item(5), item(1, { seq: 6, title: 'Edited' })])
    const frames = await (await LiveClient.connect(id)).hello(position)
    expect(frames.map((frame) => frame.type)).toEqual([
      'resumed',
      'entries.added',
      'subscription.changed',
      'entries.added',
      'entry.updated',
      'counts',
      'live',
    ])
    expect(frames.map((frame) => frame.seq - position.cursor)).toEqual([0, 2, 3, 4, 5, 5, 5])
    expect(frames[1]).toMatchObject({ entries: [{ title: 'Item 3' }, { title: 'Item 4' }] })
    expect(frames[4]).toMatchObject({ entry: { title: 'Edited' } })
    expect(frames[5]).toMatchObject({ counts: { unread: 5 } })
  })

  it('gets nothing but the counts when it missed nothing', async () => {
    const { id, feed } = await inboxWithFeed()
    await deliver(id, feed, [item(1)])
    const position = await positionOf(id)
    const frames = await (await LiveClient.connect(id)).hello(position)
    expect(frames.map((frame) => frame.type)).toEqual(['resumed', 'counts', 'live'])
  })

  it('learns of a subscription that ended after an eviction, though its entries were the newest', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 10))
    const position = await positionOf(id)
    await evictDurableObject(stub)
    await stub.unsubscribe(id, trace, feed.subscription)
    const frames = await (await LiveClient.connect(id)).hello(position)
    expect(frames[1]).toMatchObject({
      type: 'subscription.removed',
      id: feed.subscription,
      seq: position.cursor + 1,
    })
  })

  it('is replayed up to two thousand events in frames of a hundred, and beyond that gets a snapshot', async () => {
    const { id, feed } = await inboxWithFeed()
    await deliver(id, feed, [item(1)])
    const position = await positionOf(id)
    await deliver(id, feed, itemsBetween(2, 2001))
    const frames = await (await LiveClient.connect(id)).hello(position)
    const added = frames.flatMap((frame) => (frame.type === 'entries.added' ? [frame.entries.length] : []))
    expect(added).toEqual(Array.from({ length: 20 }, () => 100))
    await deliver(id, feed, [item(2002)])
    const tooMany = await (await LiveClient.connect(id)).hello(position)
    expect(tooMany[0]).toMatchObject({ type: 'snapshot', reason: 'history-trimmed' })
  })

  it('with a cursor that the history no longer reaches gets a snapshot', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, [item(1)])
    const { epoch, cursor } = await positionOf(id)
    await stub.updateSubscription(id, trace, { id: feed.subscription, title: 'One' })
    await stub.updateSubscription(id, trace, { id: feed.subscription, title: 'Two' })
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec('DELETE FROM changes WHERE seq <= ?', cursor + 1)
      storage.kv.put('inbox:history-floor', cursor + 1)
    })
    await evictDurableObject(stub)
    const client = await LiveClient.connect(id)
    expect((await client.hello({ epoch, cursor }))[0]).toMatchObject({ reason: 'history-trimmed' })
    const later = await client.hello({ epoch, cursor: cursor + 1 })
    expect(later.map((frame) => frame.type)).toEqual(['resumed', 'subscription.changed', 'counts', 'live'])
  })

  it('with the epoch of another storage gets a snapshot', async () => {
    const { id } = await inboxWithFeed()
    const { cursor } = await positionOf(id)
    const client = await LiveClient.connect(id)
    const epoch = crypto.randomUUID()
    expect((await client.hello({ epoch, cursor }))[0]).toMatchObject({
      type: 'snapshot',
      reason: 'new-epoch',
    })
  })

  it('with a cursor ahead of the inbox gets a snapshot', async () => {
    const { id } = await inboxWithFeed()
    const { epoch, cursor } = await positionOf(id)
    const client = await LiveClient.connect(id)
    const [snapshot] = await client.hello({ epoch, cursor: cursor + 1 })
    expect(snapshot).toMatchObject({ type: 'snapshot', seq: cursor })
  })
})

describe('a greeting that is not one', () => {
  const bad: readonly (readonly [string, string | ArrayBuffer])[] = [
    ['no JSON', 'hello'],
    ['an empty text', ''],
    ['another type', '{"type":"subscribe","version":1}'],
    ['no version', '{"type":"hello"}'],
    ['a negative cursor', '{"type":"hello","version":1,"epoch":"e","cursor":-1}'],
    ['half a cursor', '{"type":"hello","version":1,"epoch":"e","cursor":1.5}'],
    [
      'an epoch of ten thousand characters',
      JSON.stringify({ type: 'hello', version: 1, epoch: 'e'.repeat(10_000) }),
    ],
    ['bytes', Uint8Array.from('{}', (char) => char.charCodeAt(0)).buffer],
  ]
  it.each(bad)('closes the socket: %s', async (_, message) => {
    const client = await LiveClient.connect(newInboxId())
    client.send(message)
    expect(await client.closed()).toBe(CLOSE.badFrame)
    expect(client.frames).toEqual([])
  })

  it.each([0, 2, 99])('closes the socket with a code of its own: version %i', async (version) => {
    const client = await LiveClient.connect(newInboxId())
    client.send(JSON.stringify({ type: 'hello', version }))
    expect(await client.closed()).toBe(CLOSE.badVersion)
  })
})
