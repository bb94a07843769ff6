import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryView } from '@switchboard/shared-types/api/entries'
import { newId } from '@switchboard/shared-types/ids'
import {
  deliver,
  followFeed,
  inboxStub,
  item,
  itemsBetween,
  list,
  newInboxId,
  silentPublishers,
  titles,
  trace,
} from '../testing/house.ts'

silentPublishers()

async function inboxWithFeed() {
  const id = newInboxId()
  return { id, stub: inboxStub(id), feed: await followFeed(id) }
}

describe('a view', () => {
  it('shows what belongs to it, and an archived entry only in the archive and, if starred, among the starred', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 5))
    const ids = (await list(id)).entries.map((entry) => entry.id).toReversed()
    const [, second, third, fourth, fifth] = ids
    if (!second || !third || !fourth || !fifth) throw new Error('no entries')
    await stub.changeEntries(id, trace, { ids: [second], state: { read: true } })
    await stub.changeEntries(id, trace, { ids: [third, fourth], state: { starred: true } })
    await stub.changeEntries(id, trace, { ids: [fourth, fifth], state: { archived: true } })
    const shown: Record<EntryView, string[]> = {
      unread: ['Item 3', 'Item 1'],
      all: ['Item 3', 'Item 2', 'Item 1'],
      starred: ['Item 4', 'Item 3'],
      archived: ['Item 5', 'Item 4'],
    }
    for (const view of ['unread', 'all', 'starred', 'archived'] as const) {
      expect(await titles(id, { view }), view).toEqual(shown[view])
    }
  })
})

describe('a scope', () => {
  it('of a subscription shows its entries alone, and wins over a folder', async () => {
    const { id, feed } = await inboxWithFeed()
    const other = await followFeed(id, { folder: 'Other' })
    await deliver(id, feed, [item(1, { title: 'Here' })])
    await deliver(id, other, [item(1, { title: 'There' })])
    expect(await titles(id, { subscription: feed.subscription })).toEqual(['Here'])
    expect(await titles(id, { subscription: feed.subscription, folder: 'Other' })).toEqual(['Here'])
    expect(await titles(id, { folder: 'Other' })).toEqual(['There'])
    expect(await titles(id, { folder: 'Nothing' })).toEqual([])
  })

  it('of a subscription that is not here is refused', async () => {
    const { id, stub } = await inboxWithFeed()
    const answer = await stub.entries(id, trace, { view: 'all', limit: 10, subscription: newId('sub') })
    expect(answer).toMatchObject({ ok: false, error: { code: 'subscription.not_found' } })
  })

  it(
    'may be a folder of 150 subscriptions, more than a statement takes values',
    { timeout: 60_000 },
    async () => {
      const id = newInboxId()
      const feeds = await Promise.all(Array.from({ length: 150 }, () => followFeed(id, { folder: 'Many' })))
      const outside = await followFeed(id)
      await deliver(id, outside, [item(1, { title: 'Outside' })])
      for (const [index, feed] of feeds.entries()) {
        if (index % 30 === 0) await deliver(id, feed, [item(1, { title: `From ${index}` })])
      }
      expect(await titles(id, { folder: 'Many' })).toEqual([
        'From 120',
        'From 90',
        'From 60',
        'From 30',
        'From 0',
      ])
      const [newest] = (await list(id, { folder: 'Many' })).entries
      if (newest === undefined) throw new Error('no entry')
      const marked = await inboxStub(id).markRead(id, trace, { newest: newest.id, folder: 'Many' })
      expect(marked).toEqual({ ok: true, value: { changed: 5 } })
      expect(await titles(id, { view: 'unread' })).toEqual(['Outside'])
    },
  )
})

describe('pages', () => {
  it('follow each other without gap or repeat, whatever arrives or is read meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 25 }),
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.record({ arriving: fc.nat(4), reading: fc.nat(30) }), { maxLength: 10 }),
        async (held, limit, meanwhile) => {
          const { id, stub, feed } = await inboxWithFeed()
          await deliver(id, feed, itemsBetween(1, held))
          let last = held
          const shown: string[] = []
          let cursor: string | undefined
          for (let page = 0; page <= held; page++) {
            const answer = await list(id, { limit, ...(cursor === undefined ? {} : { cursor }) })
            expect(answer.entries.length).toBeLessThanOrEqual(limit)
            shown.push(...answer.entries.map((entry) => entry.title))
            if (answer.nextCursor === null) break
            cursor = answer.nextCursor
            const { arriving, reading } = meanwhile[page] ?? { arriving: 0, reading: 0 }
            await deliver(id, feed, itemsBetween(last + 1, (last += arriving)))
            const read = answer.entries[reading]
            if (read) await stub.changeEntries(id, trace, { ids: [read.id], state: { read: true } })
          }
          expect(shown).toEqual(
            itemsBetween(1, held)
              .map((told) => told.title)
              .toReversed(),
          )
        },
      ),
      { numRuns: 15 },
    )
  })

  it('end with no cursor exactly when there is nothing behind them', async () => {
    const { id, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 4))
    const first = await list(id, { limit: 2 })
    const second = await list(id, {
      limit: 2,
      ...(first.nextCursor === null ? {} : { cursor: first.nextCursor }),
    })
    expect([first.nextCursor === null, second.nextCursor]).toEqual([false, null])
    expect((await list(id, { limit: 4 })).nextCursor).toBeNull()
  })

  it.each(['', '0', '-1', '1.5', '1e3', '0x10', ' 7', '7 ', 'abc', '٣', '9'.repeat(16), '9'.repeat(30)])(
    'are refused for a cursor that is not one of ours: %j',
    async (cursor) => {
      const { id, stub } = await inboxWithFeed()
      const answer = await stub.entries(id, trace, { view: 'all', limit: 10, cursor })
      expect(answer).toMatchObject({ ok: false, error: { code: 'cursor.invalid' } })
    },
  )
})
