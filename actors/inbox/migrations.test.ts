import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import { getStub } from '@switchboard/shared-types/door'
import { describe, expect, it } from 'vitest'
import migrations from './migrations/migrations.js'
import {
  deliver,
  evict,
  followFeed,
  inboxStub,
  item,
  list,
  newInboxId,
  silentPublishers,
  titles,
  told,
  trace,
} from './testing/house.ts'

silentPublishers()

const steps = migrations.journal.entries.length

/** Rows that a step of that number already has a table for. */
const ROWS = [
  `INSERT INTO subscriptions (no, id, feed_id, feed_url, health, created_at) VALUES
    (1, 'sub_01J00000000000000000000000', 'feed_01J0000000000000000000000A', 'https://old.example/', 'ok', '2026-01-01T00:00:00.000Z')`,
  `INSERT INTO changes (seq, at, event) VALUES
    (7, '2026-01-01T00:00:00.000Z', '{"type":"subscription.removed","id":"sub_01J00000000000000000000001"}')`,
]

describe('storage of an older version', () => {
  it.each(Array.from({ length: steps }, (_, n) => n + 1))(
    'that stands at step %i is brought to the newest, rows and all',
    async (step) => {
      const id = newInboxId()
      await runInDurableObject(inboxStub(id), async (_, { storage }) => {
        await storage.deleteAll()
        const journal = { entries: migrations.journal.entries.slice(0, step) }
        migrate(storage, { ...migrations, journal })
        for (const row of ROWS) storage.sql.exec(row)
      })
      await evict(id).catch(() => null)
      const [old] = await inboxStub(id).subscriptions(id, trace)
      expect(old).toMatchObject({ feedUrl: 'https://old.example/', health: 'ok' })
      const feed = await followFeed(id)
      await deliver(id, feed, [item(1)])
      expect(await titles(id, { q: 'body' })).toEqual(['Item 1'])
      const [entry] = (await list(id)).entries
      const summary = entry && (await inboxStub(id).summarise(id, trace, entry.id))
      expect(summary).toMatchObject({ value: { by: 'extract', text: 'Body of item 1' } })
      await inboxStub(id).notify(id, trace, told('first'))
      expect(await inboxStub(id).notifications(id, trace)).toMatchObject([{ title: 'first', readAt: null }])
    },
  )

  it('that a newer version wrote is refused', async () => {
    const id = newInboxId()
    await runInDurableObject(inboxStub(id), (_, { storage }) =>
      storage.kv.put('kernel:migrations', steps + 1),
    )
    await expect(evict(id).then(() => inboxStub(id).subscriptions(id, trace))).rejects.toThrow(/migrations/)
  })
})

describe('a call for another inbox', () => {
  it('is refused by every method, and reads and writes nothing', async () => {
    const mine = newInboxId()
    const theirs = newInboxId()
    await followFeed(theirs)
    const stub = getStub(env.INBOX, theirs)
    const calls = [
      () => stub.subscriptions(mine, trace),
      () => stub.counts(mine, trace),
      () => stub.exportOpml(mine, trace),
      () => stub.size(mine, trace),
      () => stub.purge(mine, trace),
      () => stub.closeSockets(mine, trace, {}),
      () => stub.entries(mine, trace, { view: 'all', limit: 1 }),
      () => stub.health(mine, trace),
      () => stub.summarise(mine, trace, 'ent_00000000000000000000000000'),
      () => stub.notify(mine, trace, told('not theirs')),
      () => stub.notifications(mine, trace),
      () => stub.readNotifications(mine, trace, { all: true }),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'actor.misrouted' })
    expect(await stub.subscriptions(theirs, trace)).toHaveLength(1)
    expect(await stub.notifications(theirs, trace)).toEqual([])
  })
})
