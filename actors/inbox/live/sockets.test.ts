import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { CLOSE, PROTOCOL_VERSION } from '@switchboard/shared-types/realtime/frames'
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
import { LiveClient } from '../testing/live-client.ts'

silentPublishers()

async function inboxWithFeed() {
  const id = newInboxId()
  const feed = await followFeed(id)
  await feedsTold(id)
  return { id, stub: inboxStub(id), feed }
}

describe('an open socket', () => {
  it('that never says hello gets nothing', async () => {
    const { id, feed } = await inboxWithFeed()
    const silent = await LiveClient.connect(id)
    const other = await LiveClient.connect(id)
    await other.hello()
    await deliver(id, feed, [item(1)])
    await other.frame('entries.added')
    await silent.roundTrip()
    expect(silent.frames).toEqual([])
  })

  it('lives through hibernation: it hears what happens after the inbox was evicted', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    const client = await LiveClient.connect(id)
    await client.hello()
    await evictDurableObject(stub)
    await deliver(id, feed, [item(1)])
    expect((await client.frame('entries.added')).entries[0]?.title).toBe('Item 1')
  })

  it('can say hello after the inbox was evicted', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, [item(1)])
    const client = await LiveClient.connect(id)
    await evictDurableObject(stub)
    const frames = await client.hello()
    expect(frames.map((frame) => frame.type)).toEqual(['snapshot', 'live'])
  })

  it('is answered a ping without waking the inbox', async () => {
    const { id, stub } = await inboxWithFeed()
    const client = await LiveClient.connect(id)
    await client.hello()
    await evictDurableObject(stub)
    await client.roundTrip()
    expect(client.pongs).toBe(1)
    // Only an inbox that runs can be evicted: this one still sleeps.
    await expect(evictDurableObject(stub)).rejects.toThrow(/not.*running/i)
  })

  it.each([1000, 1001, 3000, 4999])('that its client closed is gone: code %i', async (code) => {
    const { id, stub, feed } = await inboxWithFeed()
    const client = await LiveClient.connect(id)
    await client.hello()
    client.close(code)
    expect(await client.closed()).toBe(code)
    await deliver(id, feed, [item(1)])
    expect(await runInDurableObject(stub, (_, ctx) => ctx.getWebSockets().length)).toBe(0)
  })
})

describe('closing sockets', () => {
  it('of one session closes those and leaves the others open', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    const [first, second, other] = await Promise.all(
      ['ses_gone', 'ses_gone', 'ses_kept'].map((session) => LiveClient.connect(id, session)),
    )
    if (!first || !second || !other) throw new Error('no sockets')
    await Promise.all([first.hello(), other.hello()])
    await evictDurableObject(stub)
    await stub.closeSockets(id, trace, { session: 'ses_gone' })
    expect([await first.closed(), await second.closed()]).toEqual([CLOSE.signedOut, CLOSE.signedOut])
    await deliver(id, feed, [item(1)])
    await other.frame('entries.added')
    expect(first.frames.some((frame) => frame.type === 'entries.added')).toBe(false)
  })

  it('of nobody in particular closes all of them', async () => {
    const { id, stub } = await inboxWithFeed()
    const clients = await Promise.all(['ses_a', 'ses_b'].map((session) => LiveClient.connect(id, session)))
    await stub.closeSockets(id, trace, {})
    const codes = await Promise.all(clients.map((client) => client.closed()))
    expect(codes).toEqual([CLOSE.signedOut, CLOSE.signedOut])
  })
})

describe('a socket that is believed for a while', () => {
  it('is told nothing after that, neither what happens nor a greeting, and comes back through the edge', async () => {
    const { id, feed } = await inboxWithFeed()
    const soon = Date.now() + 1_000
    const [told, silent] = [
      await LiveClient.connect(id, 'ses_a', soon),
      await LiveClient.connect(id, 'ses_b', soon),
    ]
    await told.hello()
    await vi.waitUntil(() => Date.now() > soon, 2_000)
    await deliver(id, feed, [item(1)])
    expect(await told.closed()).toBe(CLOSE.resume)
    silent.send(JSON.stringify({ type: 'hello', version: PROTOCOL_VERSION }))
    expect(await silent.closed()).toBe(CLOSE.resume)
    expect([...told.frames, ...silent.frames].some(({ type }) => type === 'entries.added')).toBe(false)
    expect(silent.frames).toEqual([])
  })
})

describe('counts', () => {
  it('are told once after a burst, as they are then', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    const client = await LiveClient.connect(id)
    await client.hello()
    for (let no = 1; no <= 20; no++) await deliver(id, feed, [item(no)])
    const [newest] = (await list(id)).entries
    await stub.changeEntries(id, trace, {
      ids: newest ? [newest.id] : [],
      state: { read: true, starred: true },
    })
    const from = client.frames.length
    await client.until((frames) => frames.slice(from).some((frame) => frame.type === 'counts'))
    const told = client.frames.filter((frame) => frame.type === 'counts')
    expect(told.at(-1)?.counts).toEqual(await stub.counts(id, trace))
    expect(told.at(-1)?.counts).toMatchObject({ unread: 19, starred: 1 })
    expect(told.length).toBeLessThan(10)
  })
})

describe('events during a greeting', () => {
  it('are neither lost nor doubled', async () => {
    const { id, feed } = await inboxWithFeed()
    const first = await LiveClient.connect(id)
    const [snapshot] = await first.hello()
    const position = { epoch: snapshot?.epoch, cursor: snapshot?.seq }
    let next = 1
    const burst = (): Promise<unknown> => deliver(id, feed, itemsBetween(next, (next += 3) - 1))
    for (let round = 0; round < 10; round++) {
      const from = next
      await deliver(id, feed, itemsBetween(next, (next += 5) - 1))
      const client = await LiveClient.connect(id)
      // Deliveries are queued one after the other by the feed; the greeting falls somewhere among them.
      const deliveries = burst().then(burst).then(burst)
      await client.hello(position)
      await deliveries
      await burst()
      const last = `Item ${next - 1}`
      const heard = (): string[] =>
        client.frames.flatMap((frame) =>
          frame.type === 'entries.added' ? frame.entries.map((entry) => entry.title) : [],
        )
      await client.until(() => heard().includes(last))
      expect(heard()).toEqual(itemsBetween(1, next - 1).map((told) => told.title))
      expect(from).toBeLessThan(next)
      client.close()
    }
  })
})
