import { runInDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NOTIFICATIONS_KEPT } from '@switchboard/shared-types/api/notifications'
import type { InboxId } from '@switchboard/shared-types/ids'
import {
  deliver,
  evict,
  followFeed,
  inboxStub,
  item,
  itemsBetween,
  newInboxId,
  silentPublishers,
  told,
  trace,
} from '../testing/house.ts'
import { LiveClient } from '../testing/live-client.ts'
import { Replica, loadAll } from '../testing/replica.ts'
import { rowsWritten } from '../testing/rows-written.ts'

silentPublishers()

const DAY_MS = 24 * 60 * 60 * 1000

afterEach(() => vi.useRealTimers())

function titlesOf(id: InboxId): Promise<string[]> {
  return inboxStub(id)
    .notifications(id, trace)
    .then((all) => all.map(({ title }) => title))
}

async function unread(id: InboxId): Promise<string[]> {
  const all = await inboxStub(id).notifications(id, trace)
  return all.filter(({ readAt }) => readAt === null).map(({ title }) => title)
}

function changesOf(id: InboxId): Promise<number> {
  return runInDurableObject(inboxStub(id), (_, { storage }) =>
    Number(storage.sql.exec('SELECT count(*) AS rows FROM changes').one()['rows']),
  )
}

describe('a notification', () => {
  it('is kept as it was told, unread, newest first, though nobody ever opened the inbox', async () => {
    const id = newInboxId()
    await inboxStub(id).notify(id, trace, told('first'))
    await inboxStub(id).notify(id, trace, told('second'))
    await evict(id)
    const { key: _, ...second } = told('second')
    const [newest, oldest] = await inboxStub(id).notifications(id, trace)
    expect(newest).toMatchObject({ ...second, readAt: null })
    expect(newest?.id).toMatch(/^ntf_/)
    expect(oldest).toMatchObject({ title: 'first' })
  })

  it('that is told again under its key changes nothing, not even when it was read', async () => {
    const id = newInboxId()
    await inboxStub(id).notify(id, trace, told('once'))
    await inboxStub(id).readNotifications(id, trace, { all: true })
    const before = [await inboxStub(id).notifications(id, trace), await changesOf(id)]
    const again = await rowsWritten(id, () => inboxStub(id).notify(id, trace, told('once')))
    expect(again).toBe(0)
    expect([await inboxStub(id).notifications(id, trace), await changesOf(id)]).toEqual(before)
  })

  it('told twice at the same moment is told once', async () => {
    const id = newInboxId()
    const answers = await Promise.all(
      ['a', 'b', 'a', 'b', 'a'].map((key) => inboxStub(id).notify(id, trace, told(key))),
    )
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect((await titlesOf(id)).toSorted()).toEqual(['a', 'b'])
  })

  it('costs its row, its key and its place in the history', async () => {
    const id = newInboxId()
    await inboxStub(id).notify(id, trace, told('the first one schedules the trimming of the history'))
    expect(await rowsWritten(id, () => inboxStub(id).notify(id, trace, told('second')))).toBe(3)
  })

  it('wakes no inbox that sleeps: its feeds are not called', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await deliver(id, feed, itemsBetween(1, 2))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * DAY_MS })
    const asleep = await deliver(id, feed, [item(3)])
    expect(asleep).toMatchObject({ asleep: true })
    await inboxStub(id).notify(id, trace, told('while asleep'))
    expect(await titlesOf(id)).toEqual(['while asleep'])
    expect(await deliver(id, feed, [item(3)])).toMatchObject({ asleep: true })
  })

  it('is no unread entry', async () => {
    const id = newInboxId()
    await inboxStub(id).notify(id, trace, told('not counted'))
    expect(await inboxStub(id).counts(id, trace)).toMatchObject({ unread: 0, starred: 0, subscriptions: [] })
  })

  it('makes the history be trimmed one day, though the inbox follows nothing', async () => {
    const id = newInboxId()
    await inboxStub(id).notify(id, trace, told('alone'))
    expect(await runInDurableObject(inboxStub(id), (_, { storage }) => storage.getAlarm())).not.toBeNull()
  })
})

describe('reading notifications', () => {
  it('marks those that are named and passes over what is read already or is no more', async () => {
    const id = newInboxId()
    for (const key of ['a', 'b', 'c']) await inboxStub(id).notify(id, trace, told(key))
    const [c, b] = await inboxStub(id).notifications(id, trace)
    if (!c || !b) throw new Error('there are no notifications')
    const read = (ids: (typeof c.id)[]) => inboxStub(id).readNotifications(id, trace, { ids })
    expect(await read([b.id])).toEqual({ ok: true, value: { changed: 1 } })
    expect(await read([b.id, c.id, 'ntf_00000000000000000000000000'])).toEqual({
      ok: true,
      value: { changed: 1 },
    })
    expect(await unread(id)).toEqual(['a'])
  })

  it('marks all there are, and a second time none', async () => {
    const id = newInboxId()
    for (const key of ['a', 'b', 'c']) await inboxStub(id).notify(id, trace, told(key))
    const readAll = () => inboxStub(id).readNotifications(id, trace, { all: true })
    expect(await readAll()).toEqual({ ok: true, value: { changed: 3 } })
    expect(await readAll()).toEqual({ ok: true, value: { changed: 0 } })
    expect(await unread(id)).toEqual([])
  })

  it('of another inbox changes nothing there', async () => {
    const [mine, theirs] = [newInboxId(), newInboxId()]
    await inboxStub(theirs).notify(theirs, trace, told('theirs'))
    const ids = (await inboxStub(theirs).notifications(theirs, trace)).map((one) => one.id)
    expect(await inboxStub(mine).readNotifications(mine, trace, { ids })).toMatchObject({
      value: { changed: 0 },
    })
    expect(await unread(theirs)).toEqual(['theirs'])
  })
})

describe('on a live device', () => {
  it('a notification appears at the next number, and so does its reading elsewhere', async () => {
    const id = newInboxId()
    const client = await LiveClient.connect(id)
    await client.hello()
    const { seq } = await client.frame('live')
    await inboxStub(id).notify(id, trace, told('now'))
    const added = await client.frame('notification.added')
    expect(added).toMatchObject({ seq: seq + 1, notification: { title: 'now', readAt: null } })
    await inboxStub(id).readNotifications(id, trace, { all: true })
    const [kept] = await inboxStub(id).notifications(id, trace)
    expect(await client.frame('notifications.read')).toMatchObject({
      seq: seq + 2,
      ids: [added.notification.id],
      at: kept?.readAt,
    })
  })

  it('what was told and read while it was away is replayed in order, over an eviction', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    const first = await LiveClient.connect(id)
    await first.hello()
    const { epoch, seq: cursor } = await first.frame('live')
    first.close()
    await inboxStub(id).notify(id, trace, told('a'))
    await deliver(id, feed, [item(1)])
    await inboxStub(id).readNotifications(id, trace, { all: true })
    await inboxStub(id).notify(id, trace, told('a'))
    await evict(id)
    const frames = await (await LiveClient.connect(id)).hello({ epoch, cursor })
    expect(frames.map(({ type }) => type)).toEqual([
      'resumed',
      'notification.added',
      'entries.added',
      'notifications.read',
      'counts',
      'live',
    ])
  })

  it('whatever happens, it holds what the inbox holds after it came back', async () => {
    const act = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('tell' as const), key: fc.nat(9) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), place: fc.nat(9) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('read-all' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('evict' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('return' as const) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const id = newInboxId()
        const replica = new Replica()
        const comeBack = async (): Promise<void> => {
          const client = await LiveClient.connect(id)
          await replica.take(id, await client.hello(replica.position ?? {}))
          client.close()
          expect(replica.held.notifications).toEqual((await loadAll(id)).notifications)
        }
        await comeBack()
        for (const given of acts) {
          if (given.kind === 'tell') await inboxStub(id).notify(id, trace, told(`key ${given.key}`))
          else if (given.kind === 'read') await readOne(id, given.place)
          else if (given.kind === 'read-all') await inboxStub(id).readNotifications(id, trace, { all: true })
          else if (given.kind === 'evict') await evict(id)
          else await comeBack()
        }
        await comeBack()
      }),
      { numRuns: 20 },
    )
  })
})

async function readOne(id: InboxId, place: number): Promise<void> {
  const all = await inboxStub(id).notifications(id, trace)
  const one = all[place % Math.max(1, all.length)]
  if (one) await inboxStub(id).readNotifications(id, trace, { ids: [one.id] })
}

describe('an inbox', () => {
  it('keeps the newest 200 notifications and forgets the oldest', async () => {
    const id = newInboxId()
    const keys = Array.from({ length: NOTIFICATIONS_KEPT + 3 }, (_, n) => `no ${n}`)
    for (const key of keys) await inboxStub(id).notify(id, trace, told(key))
    expect(await titlesOf(id)).toEqual(keys.slice(3).toReversed())
  })

  it('that is purged forgets them', async () => {
    const id = newInboxId()
    await inboxStub(id).notify(id, trace, told('gone soon'))
    await inboxStub(id).purge(id, trace)
    await vi.waitFor(async () => expect(await titlesOf(id)).toEqual([]), { timeout: 15_000, interval: 100 })
  })
})
