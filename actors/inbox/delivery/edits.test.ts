import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
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

describe('an edited item', () => {
  it('is changed in its place and keeps its id and what the person did with it', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 3))
    const before = (await list(id)).entries
    const first = before.at(-1)
    if (first === undefined) throw new Error('no entry')
    await stub.changeEntries(id, trace, { ids: [first.id], state: { read: true, starred: true } })
    const edited = item(1, { seq: 4, title: 'Corrected', text: 'New text', contentHtml: '<p>New</p>' })
    expect(await deliver(id, feed, [edited])).toEqual({ cursor: 4, asleep: false })
    const after = (await list(id)).entries
    expect(after.map((entry) => entry.id)).toEqual(before.map((entry) => entry.id))
    expect(after.at(-1)).toEqual({
      ...first,
      title: 'Corrected',
      snippet: 'New text',
      read: true,
      starred: true,
    })
    expect(await stub.entry(id, trace, first.id)).toMatchObject({ value: { contentHtml: '<p>New</p>' } })
    expect((await stub.counts(id, trace)).unread).toBe(2)
  })

  it('is applied once, also when its batch comes again after an eviction', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 3))
    await deliver(id, feed, [item(1, { seq: 4, title: 'Corrected' })])
    await deliver(id, feed, [item(1, { seq: 5, title: 'Corrected twice' })])
    await evictDurableObject(stub)
    expect(await deliver(id, feed, [item(1, { seq: 4, title: 'Corrected' })])).toMatchObject({ cursor: 5 })
    expect(await titles(id)).toEqual(['Item 3', 'Item 2', 'Corrected twice'])
  })

  it('arrives as new when the edit overtook its first delivery', async () => {
    // Item 5 was published among the first ten and edited since, so a feed hands it on behind the later ones.
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, [...itemsBetween(1, 4), ...itemsBetween(6, 10)])
    await evictDurableObject(stub)
    await deliver(id, feed, [item(11), item(5, { seq: 12, title: 'Edited early' })])
    expect((await titles(id)).slice(0, 3)).toEqual(['Edited early', 'Item 11', 'Item 10'])
    await evictDurableObject(stub)
    await deliver(id, feed, [item(5, { seq: 12, title: 'Edited early' })])
    expect(await titles(id)).toHaveLength(11)
  })

  it('does not arrive when it is older than what a newcomer was told first', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(81, 100))
    await deliver(
      id,
      feed,
      itemsBetween(61, 80, (no) => ({ seq: no + 40 })),
    )
    await evictDurableObject(stub)
    expect(await deliver(id, feed, [item(50, { seq: 121 })])).toEqual({ cursor: 121, asleep: false })
    expect(await titles(id)).toHaveLength(20)
  })

  it('is found among many in one batch of edits', async () => {
    const { id, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 300))
    const edits = itemsBetween(101, 300, (no) => ({ seq: no + 200, title: `Edited ${no}` }))
    await deliver(id, feed, [...edits, item(501)])
    const { entries } = await list(id, { limit: 100 })
    expect(entries[0]?.title).toBe('Item 501')
    expect(entries[1]?.title).toBe('Edited 300')
    expect(entries.at(-1)?.title).toBe('Edited 202')
  })
})

describe('a feed whose storage began anew', () => {
  it('does not bring back what the inbox holds, and goes on from there', async () => {
    const { id, stub, feed } = await inboxWithFeed()
    await deliver(id, feed, itemsBetween(1, 20))
    const [newest] = (await list(id)).entries
    await stub.changeEntries(id, trace, { ids: newest ? [newest.id] : [], state: { read: true } })
    // The same twenty under other numbers, in two batches, the second after an eviction, and one that is new.
    const renumbered = itemsBetween(1, 20, (no) => ({ no: 21 - no, seq: 21 - no }))
    renumbered.sort((a, b) => a.seq - b.seq)
    const began = { epoch: 'epoch-2' }
    expect(await deliver(id, feed, renumbered.slice(0, 10), began)).toEqual({ cursor: 10, asleep: false })
    await evictDurableObject(stub)
    const fresh = item(21, { url: 'https://publisher.example/fresh', title: 'Fresh' })
    expect(await deliver(id, feed, [...renumbered.slice(10), fresh], began)).toMatchObject({ cursor: 21 })
    expect(await titles(id)).toEqual([
      'Fresh',
      ...itemsBetween(1, 20)
        .map((old) => old.title)
        .toReversed(),
    ])
    expect((await stub.counts(id, trace)).unread).toBe(20)
    // Item 20 is number 1 now: an edit finds it under its new number.
    await deliver(id, feed, [item(1, { seq: 22, title: 'Twenty, edited', url: null })], began)
    expect((await titles(id)).slice(0, 2)).toEqual(['Fresh', 'Twenty, edited'])
  })

  it('is known by its titles when its items have no address', async () => {
    const { id, feed } = await inboxWithFeed()
    await deliver(
      id,
      feed,
      itemsBetween(1, 3, () => ({ url: null })),
    )
    await deliver(
      id,
      feed,
      itemsBetween(1, 4, () => ({ url: null })),
      { epoch: 'epoch-2' },
    )
    expect(await titles(id)).toEqual(['Item 4', 'Item 3', 'Item 2', 'Item 1'])
  })
})
