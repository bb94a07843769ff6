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
  await deliver(id, feed, [item(1, { contentHtml: '<p>Nine &amp; ten</p>', text: 'Nine & ten' })])
  const [entry] = (await list(id)).entries
  if (entry === undefined) throw new Error('no entry')
  const found = await inboxStub(id).entryText(id, trace, entry.id)
  expect(found).toEqual({ ok: true, value: { ...entry, text: 'Nine & ten' } })
  const other = newInboxId()
  const elsewhere = await inboxStub(other).entryText(other, trace, entry.id)
  expect(elsewhere).toMatchObject({ ok: false, error: { code: 'entry.not_found' } })
})
