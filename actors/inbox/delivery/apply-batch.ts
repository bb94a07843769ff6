import { count, desc, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { FeedBatch, FeedItem } from '@switchboard/shared-types/contracts/feed'
import { arrivalEvents } from '../history/replay.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import { entries } from '../schema.ts'
import { learnFeedState } from '../subscriptions/change-subscriptions.ts'
import type { SubscriptionRow } from '../subscriptions/subscription-book.ts'
import { adoptOrphans } from './adopt-orphans.ts'
import type { DeliveryCursor } from './delivery-cursors.ts'
import { heldItems } from './held-items.ts'
import type { DeliveryTables } from './write-item.ts'
import { insertItem, updateItem } from './write-item.ts'

/**
 * Applies what a feed delivers, once: items up to the subscription's cursor were applied before and are passed over.
 * A new item costs one row for the entry and one for its body and search index. Call it inside a transaction.
 * A batch of a feed that is not followed changes nothing.
 */
export function applyBatch(tables: DeliveryTables, batch: FeedBatch, now: Date): Written<null> {
  const followed = tables.subscriptions.byFeed(batch.feed)
  if (followed === undefined) return unseen(null)
  const subscription = startEpoch(tables, followed, batch.epoch)
  const cursor = tables.cursors.of(subscription)
  const fresh = batch.items.filter((item) => item.seq > cursor.seq)
  const events = fresh.length === 0 ? [] : applyItems(tables, subscription, cursor, fresh, now)
  const learned = learnFeedState(tables, batch.feed, batch.state, now)
  return { answer: null, events: [...events, ...learned.events] }
}

function applyItems(
  tables: DeliveryTables,
  subscription: SubscriptionRow,
  cursor: DeliveryCursor,
  fresh: readonly FeedItem[],
  now: Date,
) {
  const adopted = adoptOrphans(tables.db, subscription.no, cursor.orphans, fresh)
  const named = fresh.filter((item) => !adopted.has(item.no))
  const held = heldItems(
    tables.db,
    subscription.no,
    named.filter((item) => item.no <= cursor.itemNo),
  )
  const floor = firstFloor(cursor, fresh)
  const isNew = (item: FeedItem): boolean => item.no > floor && !held.has(item.no)
  const arrivedAt = arrivalTime(tables.db, now)
  const added = named.filter(isNew).map((item) => insertItem(tables, subscription, item, arrivedAt))
  const updated = named.flatMap((item) => {
    const no = held.get(item.no)
    return no === undefined ? [] : [updateItem(tables, subscription, no, item, now)]
  })
  tables.counts.moved(subscription.no, added.length)
  tables.cursors.advance(subscription, {
    seq: Math.max(...fresh.map((item) => item.seq)),
    itemNo: Math.max(cursor.itemNo, ...fresh.map((item) => item.no)),
    floor,
    orphans: cursor.orphans - adopted.size,
  })
  // New entries carry the cursor on by themselves; whatever else a batch did has to be noted.
  if (added.length < fresh.length || floor !== cursor.floor) tables.cursors.save()
  return [...arrivalEvents(tables, added), ...updated]
}

/** Never before an earlier arrival, whatever the clock does: ids begin with this time and sort as entries arrived. */
function arrivalTime(db: DrizzleSqliteDODatabase, now: Date): string {
  const newest = db.select({ at: entries.arrivedAt }).from(entries).orderBy(desc(entries.no)).limit(1).get()
  const at = now.toISOString()
  return newest === undefined || newest.at < at ? at : newest.at
}

/** The feed decides how far back a newcomer is told; an older item that is edited later stays before our time. */
function firstFloor(cursor: DeliveryCursor, fresh: readonly FeedItem[]): number {
  return cursor.seq > 0 ? cursor.floor : Math.min(...fresh.map((item) => item.no)) - 1
}

/** A feed whose storage began anew numbers its items anew. */
function startEpoch(tables: DeliveryTables, subscription: SubscriptionRow, epoch: string): SubscriptionRow {
  if (subscription.feedEpoch === epoch) return subscription
  if (subscription.feedEpoch !== null) {
    const own = eq(entries.subscriptionNo, subscription.no)
    const orphans = tables.db.select({ total: count() }).from(entries).where(own).get()?.total ?? 0
    tables.db.update(entries).set({ itemNo: 0, itemSeq: 0 }).where(own).run()
    tables.cursors.restart(subscription, orphans)
    tables.cursors.save()
  }
  return tables.subscriptions.update(subscription.no, { feedEpoch: epoch })
}
