import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import { getStub } from '@switchboard/shared-types/door'
import { newId } from '@switchboard/shared-types/ids'
import type { InboxId } from '@switchboard/shared-types/ids'
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
import {
  arrivedAt,
  channelOf,
  conversationList,
  newTalk,
  snapshotOf,
  tell,
  tellChannel,
  triage,
} from './testing/conversations.ts'

silentPublishers()

const steps = migrations.journal.entries.length

/** Rows that a step of that number already has a table for. */
const ROWS = [
  `INSERT INTO subscriptions (no, id, feed_id, feed_url, health, created_at) VALUES
    (1, 'sub_01J00000000000000000000000', 'feed_01J0000000000000000000000A', 'https://old.example/', 'ok', '2026-01-01T00:00:00.000Z')`,
  `INSERT INTO changes (seq, at, event) VALUES
    (7, '2026-01-01T00:00:00.000Z', '{"type":"subscription.removed","id":"sub_01J00000000000000000000001"}')`,
]

/** A row that steps of these numbers have a whole table for. */
const CONVERSATION = {
  isIn: (step: number) => step >= 5 && step <= 7,
  id: 'cnv_01J00000000000000000000000',
  row: `INSERT INTO conversations (id, version, channel_id, channel_kind, channel_ids, title, participants, snippet,
      last_author, last_direction, last_at, analysed_priority, answer_expected, received, labels) VALUES
    ('cnv_01J00000000000000000000000', 3, 'chn_01J00000000000000000000000', 'webhook', '[]', 'Old', '[]', 'Hello.',
      'Ada', 'in', '2026-01-01T00:00:00.000Z', 'normal', 0, 2, '["kept"]')`,
} as const

/** Every table of conversations, rules and outputs takes rows and gives them back. */
async function provesConversations(id: InboxId): Promise<void> {
  const channel = await tellChannel(id, channelOf())
  const talk = newTalk(channel.id)
  await tell(id, snapshotOf(talk, 1, { arrived: [arrivedAt(talk, 1, { text: 'Where is the lighthouse?' })] }))
  expect((await conversationList(id, { q: 'lighthouse' })).conversations).toMatchObject([{ id: talk.id }])
  await inboxStub(id).grantPermission(id, trace, channel.id)
  const bob = newId('per')
  await triage(id, [talk], { assignee: bob })
  expect((await conversationList(id, { assignee: bob })).conversations).toMatchObject([{ id: talk.id }])
  const actions = [{ type: 'forward' as const, to: talk.id }]
  const rule = { name: 'on', enabled: true, when: { words: ['x'] }, actions, stop: false }
  expect(await inboxStub(id).setRules(id, trace, { rules: [rule] })).toMatchObject({ ok: true })
  const source = { type: 'text' as const }
  const output = {
    source,
    form: 'post' as const,
    by: 'person' as const,
    parts: ['x'],
    channels: [channel.id],
  }
  expect(await inboxStub(id).newOutput(id, trace, output)).toMatchObject({ ok: true })
}

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
        if (CONVERSATION.isIn(step)) storage.sql.exec(CONVERSATION.row)
      })
      // The object that runs knows nothing of the older storage under it, so it is not asked anything.
      await evictDurableObject(inboxStub(id))
      const [old] = await inboxStub(id).subscriptions(id, trace)
      expect(old).toMatchObject({ feedUrl: 'https://old.example/', health: 'ok' })
      if (CONVERSATION.isIn(step)) {
        expect((await conversationList(id)).conversations).toMatchObject([
          { id: CONVERSATION.id, unread: 2, labels: ['kept'], assignee: null, assignedAt: null },
        ])
      }
      const feed = await followFeed(id)
      await deliver(id, feed, [item(1)])
      expect(await titles(id, { q: 'body' })).toEqual(['Item 1'])
      const [entry] = (await list(id)).entries
      const summary = entry && (await inboxStub(id).summarise(id, trace, entry.id))
      expect(summary).toMatchObject({ value: { by: 'extract', text: 'Body of item 1' } })
      await inboxStub(id).notify(id, trace, told('first'))
      expect(await inboxStub(id).notifications(id, trace)).toMatchObject([
        { title: 'first', about: null, readAt: null },
      ])
      await provesConversations(id)
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
    const [channel, talk] = [channelOf(), newTalk()]
    const actions = [{ type: 'archive' as const }]
    const rule = { name: 'x', enabled: true, when: { words: ['x'] }, actions, stop: false }
    const source = { type: 'text' as const }
    const output = { source, form: 'post' as const, by: 'person' as const, parts: ['x'], channels: [] }
    const by = { id: newId('per'), name: 'Bob' }
    const at = '2026-11-01T08:00:00.000Z'
    const state = 'sent' as const
    const report = { id: newId('msg'), step: 1, state, at, reason: null, key: null, url: null }
    const calls = [
      () => stub.subscriptions(mine, trace),
      () => stub.counts(mine, trace),
      () => stub.exportOpml(mine, trace),
      () => stub.size(mine, trace),
      () => stub.purge(mine, trace),
      () => stub.closeSockets(mine, trace, {}),
      () => stub.enterRoom(mine, trace, { session: 'ses_1', conversation: newId('cnv'), until: 1 }),
      () => stub.entries(mine, trace, { view: 'all', limit: 1 }),
      () => stub.health(mine, trace),
      () => stub.summarise(mine, trace, 'ent_00000000000000000000000000'),
      () => stub.notify(mine, trace, told('not theirs')),
      () => stub.notifications(mine, trace),
      () => stub.readNotifications(mine, trace, { all: true }),
      () => stub.channelChanged(mine, trace, { id: channel.id, version: 1, channel }),
      () => stub.conversationChanged(mine, trace, snapshotOf(talk, 1)),
      () => stub.outputReport(mine, trace, report),
      () => stub.channels(mine, trace),
      () => stub.conversations(mine, trace, { view: 'all', sort: 'time', limit: 1 }),
      () => stub.summaryOf(mine, trace, talk.id),
      () => stub.changeConversations(mine, trace, { ids: [talk.id], change: { read: true }, by }),
      () => stub.forgetMember(mine, trace, by.id),
      () => stub.rules(mine, trace),
      () => stub.setRules(mine, trace, { rules: [rule] }),
      () => stub.tryRule(mine, trace, rule),
      () => stub.permissions(mine, trace),
      () => stub.grantPermission(mine, trace, channel.id),
      () => stub.revokePermission(mine, trace, newId('prm')),
      () => stub.outputs(mine, trace),
      () => stub.newOutput(mine, trace, output),
      () => stub.editOutput(mine, trace, { output: newId('out'), revision: 1 }),
      () => stub.publishOutput(mine, trace, { output: newId('out'), revision: 1, key: '12345678' }),
      () => stub.deleteOutput(mine, trace, newId('out')),
    ]
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'actor.misrouted' })
    expect(await stub.subscriptions(theirs, trace)).toHaveLength(1)
    expect(await stub.channels(theirs, trace)).toEqual([])
    expect(await stub.rules(theirs, trace)).toEqual([])
    expect(await stub.outputs(theirs, trace)).toEqual([])
    expect((await conversationList(theirs)).conversations).toEqual([])
    expect(await stub.notifications(theirs, trace)).toEqual([])
  })
})
