import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { rowsWritten } from '../testing/rows-written.ts'
import { follow, newInbox, poll, Publisher } from './testing/publisher.ts'

describe('rows written', () => {
  it('an unchanged poll writes its alarm and nothing else', async () => {
    const publisher = new Publisher().publishes(['one'])
    const feed = await follow(publisher, newInbox())
    // The report to the directory held the alarm at first, so the poll's time had a row until now.
    await poll(feed)
    await poll(feed)
    const { writes } = await rowsWritten(getStub(env.FEED, feed), () => poll(feed))
    expect(publisher.requests).toHaveLength(4)
    // The test's own way to let an alarm go off deletes it first; the runtime's way does not.
    expect(writes.filter((write) => write.what !== 'deleteAlarm')).toEqual([{ what: 'setAlarm', rows: 1 }])
  })

  it('a delivery costs the feed the same for one subscriber and for twenty', async () => {
    const costs = [await cost(1), await cost(20)]
    expect(costs[1]).toBe(costs[0])
  })
})

/** Rows that a feed writes to find one new item and tell this many inboxes of it. */
async function cost(subscribers: number): Promise<number> {
  const publisher = new Publisher().publishes(['one'])
  const inboxes = Array.from({ length: subscribers }, newInbox)
  const feed = await publisher.feedId()
  for (const inbox of inboxes) await follow(publisher, inbox)
  await poll(feed, ...inboxes)
  publisher.publishes(['two', 'one'])
  const { rows } = await rowsWritten(getStub(env.FEED, feed), () => poll(feed, ...inboxes))
  return rows
}
