import { expect, it } from 'vitest'
import {
  deliver,
  followFeed,
  inboxStub,
  item,
  list,
  newInboxId,
  silentPublishers,
  trace,
} from '../testing/house.ts'

silentPublishers()

it('an entry is read as plain text with all that lists show of it, and stays unread', async () => {
  const id = newInboxId()
  const feed = await followFeed(id)
  await deliver(id, feed, [item(1, { contentHtml: `<p>Nine &amp; ten</p>${'<p>more</p>'.repeat(4_000)}` })])
  const [entry] = (await list(id)).entries
  if (entry === undefined) throw new Error('no entry')
  const found = await inboxStub(id).entryText(id, trace, entry.id)
  expect(found).toEqual({ ok: true, value: { ...entry, text: `Nine & ten${' more'.repeat(4_000)}` } })
  const other = newInboxId()
  const elsewhere = await inboxStub(other).entryText(other, trace, entry.id)
  expect(elsewhere).toMatchObject({ ok: false, error: { code: 'entry.not_found' } })
})
