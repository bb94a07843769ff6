import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { InboxId } from '@switchboard/shared-types/ids'
import {
  deliver,
  evict,
  followFeed,
  inboxStub,
  item,
  list,
  newInboxId,
  silentPublishers,
  trace,
} from '../testing/house.ts'
import { loadAll } from '../testing/replica.ts'

silentPublishers()

/** Counts by looking at everything, as a person would. */
async function recount(id: InboxId) {
  const { subscriptions, entries } = await loadAll(id)
  const held = [...entries.values()]
  const unread = held.filter((entry) => !entry.read && !entry.archived)
  const unreadOf = (subscription: string): number =>
    unread.filter((entry) => entry.subscriptionId === subscription).length
  return {
    unread: unread.length,
    starred: held.filter((entry) => entry.starred).length,
    subscriptions: [...subscriptions.keys()].map((row) => ({ id: row, unread: unreadOf(row) })),
    conversations: { unread: 0, answer: 0 },
  }
}

const flag = fc.constantFrom(true, false)
const at = fc.nat(9)
const act = fc.oneof(
  fc.record({ kind: fc.constant('deliver' as const), feed: at, fresh: fc.nat(4), edits: fc.nat(1) }),
  fc.record({
    kind: fc.constant('change' as const),
    from: fc.nat(5),
    count: fc.integer({ min: 1, max: 5 }),
    state: fc
      .record({ read: flag, starred: flag, archived: flag }, { requiredKeys: [], noNullPrototype: true })
      .filter((given) => Object.keys(given).length > 0),
  }),
  fc.record({ kind: fc.constant('mark' as const), newest: at, feed: fc.option(at) }),
  fc.record({ kind: fc.constant('leave' as const), feed: at }),
  fc.record({ kind: fc.constant('evict' as const) }),
)

it('counts are what counting everything anew gives, after whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 20, size: 'max' }), async (acts) => {
      const id = newInboxId()
      const stub = inboxStub(id)
      const feeds = [await followFeed(id), await followFeed(id), await followFeed(id)]
      const told = new Map<string, number>()
      let seq = 0
      for (const feed of feeds) {
        await deliver(id, feed, [item(1, { seq: ++seq }), item(2, { seq: ++seq })])
        told.set(feed.feed, 2)
      }
      for (const given of acts) {
        // Read before, so that they are carried along rather than counted anew.
        await stub.counts(id, trace)
        const feed =
          'feed' in given && given.feed !== null ? feeds[given.feed % Math.max(1, feeds.length)] : undefined
        const { entries } = await list(id, { limit: 50 })
        if (given.kind === 'deliver' && feed) {
          const before = told.get(feed.feed) ?? 0
          const fresh = Array.from({ length: given.fresh }, (_, index) =>
            item(before + index + 1, { seq: ++seq }),
          )
          const edits = given.edits > 0 && before > 0 ? [item(before, { seq: ++seq })] : []
          told.set(feed.feed, before + given.fresh)
          await deliver(id, feed, [...fresh, ...edits])
        } else if (given.kind === 'change') {
          const ids = entries.slice(given.from, given.from + given.count).map((entry) => entry.id)
          if (ids.length > 0) await stub.changeEntries(id, trace, { ids, state: given.state })
        } else if (given.kind === 'mark') {
          const newest = entries[given.newest]?.id
          const scope = feed ? { subscription: feed.subscription } : {}
          if (newest) await stub.markRead(id, trace, { newest, ...scope })
        } else if (given.kind === 'leave' && feed && feeds.length > 1) {
          feeds.splice(feeds.indexOf(feed), 1)
          await stub.unsubscribe(id, trace, feed.subscription)
        } else if (given.kind === 'evict') {
          await evict(id)
        }
        expect(await stub.counts(id, trace)).toEqual(await recount(id))
      }
    }),
    { numRuns: 15 },
  )
})
