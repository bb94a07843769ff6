import { describe, expect, it } from 'vitest'
import type { EntryId } from '@switchboard/shared-types/ids'
import { newId } from '@switchboard/shared-types/ids'
import {
  deliver,
  followFeed,
  inboxStub,
  itemsBetween,
  list,
  newInboxId,
  silentPublishers,
  titles,
  trace,
} from '../testing/house.ts'

silentPublishers()

async function inboxWithEntries(count: number) {
  const id = newInboxId()
  const feed = await followFeed(id, { folder: 'One' })
  await deliver(id, feed, itemsBetween(1, count))
  const ids = (await list(id)).entries.map((entry) => entry.id).toReversed()
  /** The id of the entry that arrived as number `no`. */
  const at = (no: number): EntryId => {
    const found = ids[no - 1]
    if (found === undefined) throw new Error(`no entry ${no}`)
    return found
  }
  return { id, stub: inboxStub(id), feed, ids, at }
}

describe('changing entries', () => {
  it('counts and tells only those that differ', async () => {
    const { id, stub, ids, at } = await inboxWithEntries(3)
    const change = { ids: [at(1)], state: { read: true } }
    expect(await stub.changeEntries(id, trace, change)).toEqual({ ok: true, value: { changed: 1 } })
    const more = await stub.changeEntries(id, trace, { ids, state: { read: true } })
    expect(more).toEqual({ ok: true, value: { changed: 2 } })
    expect(await stub.changeEntries(id, trace, change)).toEqual({ ok: true, value: { changed: 0 } })
  })

  it('takes five hundred at once', async () => {
    const id = newInboxId()
    const feed = await followFeed(id)
    await deliver(id, feed, itemsBetween(1, 500))
    const ids: EntryId[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await list(id, cursor === undefined ? {} : { cursor })
      ids.push(...page.entries.map((entry) => entry.id))
      cursor = page.nextCursor
    }
    const answer = await inboxStub(id).changeEntries(id, trace, { ids, state: { read: true, starred: true } })
    expect(answer).toEqual({ ok: true, value: { changed: 500 } })
    expect(await inboxStub(id).counts(id, trace)).toMatchObject({ unread: 0, starred: 500 })
  })

  it('passes over entries that are not here, whoever made their ids', async () => {
    const mine = await inboxWithEntries(3)
    // The other inbox has an entry of the same number.
    const theirs = await inboxWithEntries(3)
    const foreign = [
      theirs.at(2),
      newId('ent'),
      `ent_${'0'.repeat(26)}` as const,
      `ent_${'Z'.repeat(26)}` as const,
    ]
    const answer = await mine.stub.changeEntries(mine.id, trace, { ids: foreign, state: { read: true } })
    expect(answer).toEqual({ ok: true, value: { changed: 0 } })
    expect(await titles(mine.id, { view: 'unread' })).toHaveLength(3)
  })
})

describe('an entry of another inbox', () => {
  it('is not found, nor is one that was made up', async () => {
    const mine = await inboxWithEntries(3)
    const theirs = await inboxWithEntries(3)
    for (const foreign of [theirs.at(2), newId('ent'), `ent_${'0'.repeat(26)}` as const]) {
      const answer = await mine.stub.entry(mine.id, trace, foreign)
      expect(answer).toMatchObject({ ok: false, error: { code: 'entry.not_found' } })
    }
    expect(await mine.stub.entry(mine.id, trace, mine.at(2))).toMatchObject({ ok: true })
  })
})

describe('marking as read', () => {
  it('marks all up to the newest that was seen: what arrived meanwhile stays unread', async () => {
    const { id, stub, feed, at } = await inboxWithEntries(5)
    await deliver(id, feed, itemsBetween(6, 8))
    expect(await stub.markRead(id, trace, { newest: at(5) })).toEqual({ ok: true, value: { changed: 5 } })
    expect(await titles(id, { view: 'unread' })).toEqual(['Item 8', 'Item 7', 'Item 6'])
  })

  it('marks what stands above an entry, the entry included', async () => {
    const { id, stub, at } = await inboxWithEntries(5)
    const answer = await stub.markRead(id, trace, { newest: at(5), oldest: at(3) })
    expect(answer).toEqual({ ok: true, value: { changed: 3 } })
    expect(await titles(id, { view: 'unread' })).toEqual(['Item 2', 'Item 1'])
  })

  it('stays within its scope, and leaves the archive alone', async () => {
    const { id, stub, feed, at } = await inboxWithEntries(3)
    const other = await followFeed(id)
    await deliver(id, other, itemsBetween(1, 2))
    await stub.changeEntries(id, trace, { ids: [at(1)], state: { archived: true } })
    const newest = (await list(id)).entries[0]?.id ?? at(3)
    expect(await stub.markRead(id, trace, { newest, folder: 'One' })).toMatchObject({ value: { changed: 2 } })
    expect(await stub.markRead(id, trace, { newest, subscription: other.subscription })).toMatchObject({
      value: { changed: 2 },
    })
    const [archived] = (await list(id, { view: 'archived' })).entries
    expect(archived).toMatchObject({ read: false, subscriptionId: feed.subscription })
  })

  it('holds its place when the entry that was seen has gone', async () => {
    const { id, stub, at } = await inboxWithEntries(2)
    const gone = await followFeed(id)
    await deliver(id, gone, itemsBetween(1, 1))
    const newest = (await list(id)).entries[0]?.id ?? at(1)
    await stub.unsubscribe(id, trace, gone.subscription)
    expect(await stub.markRead(id, trace, { newest })).toEqual({ ok: true, value: { changed: 2 } })
  })

  it('marks nothing up to an id that is not ours', async () => {
    const { id, stub, at } = await inboxWithEntries(3)
    const theirs = await inboxWithEntries(3)
    for (const foreign of [theirs.at(2), newId('ent'), `ent_${'Z'.repeat(26)}` as const]) {
      expect(await stub.markRead(id, trace, { newest: foreign })).toEqual({ ok: true, value: { changed: 0 } })
      const above = { newest: at(3), oldest: foreign }
      expect(await stub.markRead(id, trace, above)).toEqual({ ok: true, value: { changed: 0 } })
    }
  })

  it('is refused for a subscription that is not here', async () => {
    const { id, stub, at } = await inboxWithEntries(1)
    const answer = await stub.markRead(id, trace, { newest: at(1), subscription: newId('sub') })
    expect(answer).toMatchObject({ ok: false, error: { code: 'subscription.not_found' } })
  })
})
