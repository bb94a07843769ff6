import { and, eq, max } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { FeedBatch, FeedItem } from '@switchboard/shared-types/contracts/feed'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { UnreadCounts } from '../counts/unread-counts.ts'
import type { EntryBodies } from '../entries/entry-bodies.ts'
import type { EntryRow } from '../entries/entry-rows.ts'
import { toSummary } from '../entries/entry-rows.ts'
import { arrivalEvents } from '../history/replay.ts'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import type { Timeline } from '../history/timeline.ts'
import { entries } from '../schema.ts'
import type { SubscriptionBook, SubscriptionRow } from '../subscriptions/subscription-book.ts'
import { learnFeedState } from '../subscriptions/change-subscriptions.ts'
import type { DeliveryCursors } from './delivery-cursors.ts'

const SNIPPET_LENGTH = 240
const TITLE_LENGTH = 500

export interface DeliveryTables {
  readonly db: DrizzleSqliteDODatabase
  readonly timeline: Timeline
  readonly subscriptions: SubscriptionBook
  readonly bodies: EntryBodies
  readonly counts: UnreadCounts
  readonly cursors: DeliveryCursors
}

/**
 * Applies what a feed delivers, once: items up to the subscription's cursor were applied before and are passed over.
 * A new item costs one row for the entry and one for its body and search index. Call it inside a transaction.
 * A batch of a feed that is not followed changes nothing.
 */
export function applyBatch(tables: DeliveryTables, batch: FeedBatch, now: Date): Written<null> {
  const subscription = tables.subscriptions.byFeed(batch.feed)
  if (subscription === undefined) return unseen(null)
  const current = startEpoch(tables, subscription, batch.epoch)
  const cursor = tables.cursors.of(current)
  const fresh = batch.items.filter((item) => item.seq > cursor.seq)
  const added = fresh
    .filter((item) => item.no > cursor.itemNo)
    .map((item) => insert(tables, current, item, now))
  const updated = fresh
    .filter((item) => item.no <= cursor.itemNo)
    .flatMap((item) => update(tables, current, item, now))
  tables.cursors.advance(current, fresh)
  tables.counts.arrived(current.no, added.length)
  const learned = learnFeedState(tables, batch.feed, batch.state, now)
  return { answer: null, events: [...arrivalEvents(tables, added), ...updated, ...learned.events] }
}

/** A feed whose storage began anew numbers its items anew. */
function startEpoch(tables: DeliveryTables, subscription: SubscriptionRow, epoch: string): SubscriptionRow {
  if (subscription.feedEpoch === epoch) return subscription
  if (subscription.feedEpoch !== null) {
    tables.db
      .update(entries)
      .set({ itemNo: 0, itemSeq: 0 })
      .where(eq(entries.subscriptionNo, subscription.no))
      .run()
    tables.cursors.forget()
  }
  return tables.subscriptions.update(subscription.no, { feedEpoch: epoch, cursor: 0, itemFloor: 0 })
}

function insert(tables: DeliveryTables, subscription: SubscriptionRow, item: FeedItem, now: Date): EntryRow {
  const row: EntryRow = {
    no: tables.timeline.next(),
    subscriptionNo: subscription.no,
    itemNo: item.no,
    itemSeq: item.seq,
    read: false,
    starred: false,
    archived: false,
    arrivedAt: now.toISOString(),
    publishedAt: item.publishedAt,
    ...texts(item),
  }
  tables.db.insert(entries).values(row).run()
  tables.bodies.insert(row.no, body(item))
  return row
}

/** An item that its publisher edited is changed in place and keeps what the person did with it. */
function update(
  tables: DeliveryTables,
  subscription: SubscriptionRow,
  item: FeedItem,
  now: Date,
): InboxEvent[] {
  const { db, bodies, timeline } = tables
  const where = and(eq(entries.subscriptionNo, subscription.no), eq(entries.itemNo, item.no))
  const before = db
    .select({ no: max(entries.no) })
    .from(entries)
    .where(where)
    .get()?.no
  if (before === null || before === undefined) return []
  const change = { itemSeq: item.seq, publishedAt: item.publishedAt, ...texts(item) }
  db.update(entries).set(change).where(eq(entries.no, before)).run()
  bodies.replace(before, body(item))
  const row = db.select().from(entries).where(eq(entries.no, before)).get()
  if (row === undefined) return []
  return [timeline.record({ type: 'entry.updated', entry: toSummary(row, subscription.id) }, now)]
}

function texts(item: FeedItem): Pick<EntryRow, 'title' | 'url' | 'author' | 'snippet' | 'image'> {
  return {
    title: item.title.slice(0, TITLE_LENGTH),
    url: item.url,
    author: item.author,
    snippet: item.text.slice(0, SNIPPET_LENGTH),
    image: item.image,
  }
}

function body(item: FeedItem) {
  return {
    title: item.title,
    author: item.author,
    text: item.text,
    html: item.contentHtml,
    enclosures: item.enclosures,
  }
}
