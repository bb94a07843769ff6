import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { drizzle } from 'drizzle-orm/durable-sqlite'
import { expect, it } from 'vitest'
import { migrate } from '@switchboard/kernel/migrations/migrate'
import { newId } from '@switchboard/shared-types/ids'
import migrations from '../migrations/migrations.js'
import { conversationLists, conversations } from '../schema.ts'
import { conversationList, minute, newTalk, snapshotOf } from '../testing/conversations.ts'
import { inboxStub, newInboxId, trace } from '../testing/house.ts'
import { listsOf, placeOf } from './place.ts'
import { rowAfter } from './row-after.ts'
import type { NewConversationRow } from './conversation-row.ts'

const [channel, other, bob] = [newId('chn'), newId('chn'), newId('per')]

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const

/** A conversation of each kind that there may be: `n` says in its bits which. */
function rowOf(n: number): NewConversationRow {
  const has = (bit: number) => (n & (4 << bit)) !== 0
  const kind = n % 4
  const archived = has(0)
  return {
    ...rowAfter(undefined, snapshotOf(newTalk(channel), 1, { summary: { answerExpected: has(4) } })),
    archived,
    snoozedUntil: has(1) ? '2100-01-01T00:00:00.000Z' : null,
    muted: has(2),
    received: 2,
    readUpTo: has(3) ? 0 : 2,
    ownPriority: PRIORITIES[kind] ?? null,
    lastAt: minute(kind),
    channelIds: kind === 0 ? [channel, other] : [channel],
    labels: kind === 1 ? ['a', 'it’s "b"'] : [],
    assignee: kind === 2 ? bob : null,
    mergedInto: kind === 3 && archived ? newId('cnv') : null,
  }
}

function sorted(places: readonly unknown[]): string[] {
  return places.map((place) => JSON.stringify(place)).toSorted()
}

it('conversations of an inbox that had no lists stand in them as if they had been saved today', async () => {
  const id = newInboxId()
  await runInDurableObject(inboxStub(id), async (_, { storage }) => {
    await storage.deleteAll()
    const before = migrations.journal.entries.findIndex(({ tag }) => tag.endsWith('conversation-lists'))
    migrate(storage, { ...migrations, journal: { entries: migrations.journal.entries.slice(0, before) } })
    const db = drizzle(storage)
    for (let n = 0; n < 128; n++) db.insert(conversations).values(rowOf(n)).run()
  })
  await evictDurableObject(inboxStub(id))
  expect((await conversationList(id, { channel: other })).conversations).toHaveLength(32)
  await runInDurableObject(inboxStub(id), (_, { storage }) => {
    const db = drizzle(storage)
    const stand = db.select().from(conversationLists).all()
    const rows = db.select().from(conversations).all()
    const wanted = rows.flatMap((row) => {
      const { shelf, rank, at, no } = placeOf(row)
      return listsOf(row).map((list) => ({ list, shelf, rank, at, no }))
    })
    expect(sorted(stand)).toEqual(sorted(wanted))
  })
  const { conversations: counted } = await inboxStub(id).counts(id, trace)
  expect(counted).toEqual({ unread: 8, answer: 8 })
})
