import type { Subscription, UpdateSubscription } from '@switchboard/shared-types/api/subscriptions'
import type { FeedState } from '@switchboard/shared-types/contracts/feed'
import type { NewSubscription } from '@switchboard/shared-types/contracts/inbox'
import { newId } from '@switchboard/shared-types/ids'
import type { FeedId, SubscriptionId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import { unseen } from '../inbox.ts'
import type { Written } from '../inbox.ts'
import type { Timeline } from '../history/timeline.ts'
import type { SubscriptionBook, SubscriptionRow } from './subscription-book.ts'
import { toSubscription } from './subscription-book.ts'

const MAX_SUBSCRIPTIONS = 5_000

export interface SubscriptionTables {
  readonly subscriptions: SubscriptionBook
  readonly timeline: Timeline
}

export interface ChangedSubscription {
  readonly row: SubscriptionRow
  readonly event: InboxEvent
}

/** Follows a feed. Call it inside a transaction; the feed is told through the outbox by the caller. */
export function addSubscription(
  tables: SubscriptionTables,
  { feedId, feedUrl, title, folder }: NewSubscription,
  now: Date,
): Result<ChangedSubscription, 'subscription.exists' | 'subscription.too_many'> {
  const { subscriptions } = tables
  const before = subscriptions.byFeed(feedId)
  if (before)
    return err('subscription.exists', 'This feed is in the inbox already.', { subscriptionId: before.id })
  if (subscriptions.all().length >= MAX_SUBSCRIPTIONS) {
    return err('subscription.too_many', `An inbox holds at most ${MAX_SUBSCRIPTIONS} subscriptions.`)
  }
  const row = subscriptions.insert({
    id: newId('sub', now.getTime()),
    feedId,
    feedUrl,
    ownTitle: title ?? null,
    folder: folder ?? null,
    health: 'new',
    createdAt: now.toISOString(),
  })
  return ok(announce(tables, row, now))
}

/** Sets the person's own title or the folder; null goes back to the feed's title, or out of the folder. */
export function updateSubscription(
  tables: SubscriptionTables,
  { id, title, folder }: UpdateSubscription & { id: SubscriptionId },
  now: Date,
): Written<Result<Subscription, 'subscription.not_found'>> {
  const row = tables.subscriptions.byId(id)
  if (row === undefined)
    return unseen(err('subscription.not_found', 'There is no such subscription in this inbox.'))
  const change = {
    ...(title === undefined ? {} : { ownTitle: title }),
    ...(folder === undefined ? {} : { folder }),
  }
  if (Object.keys(change).length === 0) return unseen(ok(toSubscription(row)))
  const changed = announce(tables, tables.subscriptions.update(row.no, change), now)
  return { answer: ok(toSubscription(changed.row)), events: [changed.event] }
}

/** Takes over what a feed says of itself, when it is new. */
export function learnFeedState(
  tables: SubscriptionTables,
  feed: FeedId,
  state: FeedState,
  now: Date,
): Written<null> {
  const row = tables.subscriptions.byFeed(feed)
  if (row === undefined) return unseen(null)
  const same =
    row.siteUrl === state.siteUrl &&
    row.feedTitle === state.title &&
    row.health === state.health &&
    row.reason === state.reason
  if (same) return unseen(null)
  const change = {
    siteUrl: state.siteUrl,
    feedTitle: state.title,
    health: state.health,
    reason: state.reason,
  }
  return { answer: null, events: [announce(tables, tables.subscriptions.update(row.no, change), now).event] }
}

export function renameFolder(
  tables: SubscriptionTables,
  { folder, name }: { folder: string; name: string | null },
  now: Date,
): Written<Result<null, 'folder.not_found'>> {
  const inside = tables.subscriptions.all().filter((row) => row.folder === folder)
  if (inside.length === 0) return unseen(err('folder.not_found', 'There is no such folder in this inbox.'))
  const events = inside.map(
    (row) => announce(tables, tables.subscriptions.update(row.no, { folder: name }), now).event,
  )
  return { answer: ok(null), events }
}

function announce({ timeline }: SubscriptionTables, row: SubscriptionRow, now: Date): ChangedSubscription {
  return {
    row,
    event: timeline.record({ type: 'subscription.changed', subscription: toSubscription(row) }, now),
  }
}
