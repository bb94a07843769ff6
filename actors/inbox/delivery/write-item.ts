import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { FeedItem } from '@switchboard/shared-types/contracts/feed'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { UnreadCounts } from '../counts/unread-counts.ts'
import type { EntryBodies, EntryBody } from '../entries/entry-bodies.ts'
import type { EntryRow } from '../entries/entry-rows.ts'
import { toSummary } from '../entries/entry-rows.ts'
import type { Timeline } from '../history/timeline.ts'
import { entries } from '../schema.ts'
import type { SubscriptionBook, SubscriptionRow } from '../subscriptions/subscription-book.ts'
import { clip } from '@switchboard/kernel/text/clip'
import type { DeliveryCursors } from './delivery-cursors.ts'

const SNIPPET_LENGTH = 240
export const TITLE_LENGTH = 500

export interface DeliveryTables {
  readonly db: DrizzleSqliteDODatabase
  readonly timeline: Timeline
  readonly subscriptions: SubscriptionBook
  readonly bodies: EntryBodies
  readonly counts: UnreadCounts
  readonly cursors: DeliveryCursors
}

/** Writes an item as a new entry: two rows. */
export function insertItem(
  { db, timeline, bodies }: DeliveryTables,
  subscription: SubscriptionRow,
  item: FeedItem,
  arrivedAt: string,
): EntryRow {
  const row: EntryRow = {
    no: timeline.next(),
    subscriptionNo: subscription.no,
    itemNo: item.no,
    itemSeq: item.seq,
    read: false,
    starred: false,
    archived: false,
    arrivedAt,
    publishedAt: item.publishedAt,
    ...texts(item),
  }
  db.insert(entries).values(row).run()
  bodies.insert(row.no, body(item))
  return row
}

/** An item that its publisher edited is changed in place and keeps what the person did with it. */
export function updateItem(
  { db, timeline, bodies }: DeliveryTables,
  subscription: SubscriptionRow,
  no: number,
  item: FeedItem,
  now: Date,
): InboxEvent {
  const change = { itemSeq: item.seq, publishedAt: item.publishedAt, ...texts(item) }
  const row = db.update(entries).set(change).where(eq(entries.no, no)).returning().get()
  bodies.replace(no, body(item))
  return timeline.record({ type: 'entry.updated', entry: toSummary(row, subscription.id) }, now)
}

function texts(item: FeedItem): Pick<EntryRow, 'title' | 'url' | 'author' | 'snippet' | 'image'> {
  return {
    title: clip(item.title, TITLE_LENGTH),
    url: item.url,
    author: item.author,
    snippet: clip(item.text, SNIPPET_LENGTH),
    image: item.image,
  }
}

function body(item: FeedItem): EntryBody {
  return {
    title: item.title,
    author: item.author,
    text: item.text,
    html: item.contentHtml,
    enclosures: item.enclosures,
  }
}
