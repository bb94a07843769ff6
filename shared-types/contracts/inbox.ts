import type {
  ChangeEntries,
  Counts,
  Entry,
  EntryPage,
  EntryQuery,
  EntryText,
  MarkRead,
} from '../api/entries.ts'
import type { Notification, ReadNotifications } from '../api/notifications.ts'
import type { Summary } from '../api/summaries.ts'
import type { ImportProgress, ImportReport, Subscription, UpdateSubscription } from '../api/subscriptions.ts'
import type { EntryId, FeedId, InboxId, SubscriptionId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { ActorContract } from './actor.ts'
import type { FeedBatch } from './feed.ts'

export interface NewSubscription {
  readonly feedId: FeedId
  readonly feedUrl: string
  readonly title?: string | undefined
  readonly folder?: string | undefined
}

/** What a feed learns from a delivery: how far the inbox is, and whether it wants to be left alone until opened. */
export interface DeliveryReceipt {
  readonly cursor: number
  readonly asleep: boolean
}

/** What another actor has to tell the person; the same `key` is told once. */
export type NewNotification = Omit<Notification, 'id' | 'readAt' | 'about' | 'group'> & {
  readonly key: string
  readonly about?: Notification['about']
  readonly group?: Notification['group']
}

export interface InboxSize {
  readonly subscriptions: number
  readonly entries: number
  readonly storageBytes: number
}

/**
 * One per person or group. Called by feeds (deliver), routers (notify), the edge (everything a person does; `fetch` takes the
 * WebSocket) and identity (sockets, purge).
 */
export interface InboxContract extends ActorContract<InboxId> {
  deliver(
    id: InboxId,
    trace: Trace,
    batch: FeedBatch,
  ): Promise<Result<DeliveryReceipt, 'subscription.not_found'>>

  subscribe(
    id: InboxId,
    trace: Trace,
    input: NewSubscription,
  ): Promise<Result<Subscription, 'subscription.exists' | 'subscription.too_many'>>
  updateSubscription(
    id: InboxId,
    trace: Trace,
    input: UpdateSubscription & { id: SubscriptionId },
  ): Promise<Result<Subscription, 'subscription.not_found'>>
  unsubscribe(
    id: InboxId,
    trace: Trace,
    subscription: SubscriptionId,
  ): Promise<Result<null, 'subscription.not_found'>>
  subscriptions(id: InboxId, trace: Trace): Promise<Subscription[]>
  subscription(
    id: InboxId,
    trace: Trace,
    subscription: SubscriptionId,
  ): Promise<Result<Subscription, 'subscription.not_found'>>
  /** Renames a folder, or dissolves it when `name` is null; its subscriptions stay. */
  renameFolder(
    id: InboxId,
    trace: Trace,
    input: { folder: string; name: string | null },
  ): Promise<Result<null, 'folder.not_found'>>

  entries(
    id: InboxId,
    trace: Trace,
    query: EntryQuery,
  ): Promise<Result<EntryPage, 'cursor.invalid' | 'subscription.not_found'>>
  entry(id: InboxId, trace: Trace, entry: EntryId): Promise<Result<Entry, 'entry.not_found'>>
  /** The same with its content as plain text. */
  entryText(id: InboxId, trace: Trace, entry: EntryId): Promise<Result<EntryText, 'entry.not_found'>>
  /** By a model of the person's router, whose summary is kept; without one an extract, made anew each time. */
  summarise(id: InboxId, trace: Trace, entry: EntryId): Promise<Result<Summary, 'entry.not_found'>>
  /** Entries that no longer exist are passed over; the answer says how many changed. */
  changeEntries(id: InboxId, trace: Trace, input: ChangeEntries): Promise<Result<{ changed: number }>>
  markRead(
    id: InboxId,
    trace: Trace,
    input: MarkRead,
  ): Promise<Result<{ changed: number }, 'subscription.not_found'>>
  counts(id: InboxId, trace: Trace): Promise<Counts>

  /** Takes the whole document (at most 5 MB) and works through its lines by alarm. */
  importOpml(
    id: InboxId,
    trace: Trace,
    document: string,
  ): Promise<Result<ImportProgress, 'opml.malformed' | 'opml.too_large'>>
  importReport(id: InboxId, trace: Trace, importId: string): Promise<Result<ImportReport, 'import.not_found'>>
  exportOpml(id: InboxId, trace: Trace): Promise<string>

  /** Kept whether or not anybody opens the inbox, up to the newest 200. */
  notify(id: InboxId, trace: Trace, input: NewNotification): Promise<Result<null>>
  /** Newest first. */
  notifications(id: InboxId, trace: Trace): Promise<Notification[]>
  /** Those that are read already, or are no more, are passed over; the answer says how many changed. */
  readNotifications(id: InboxId, trace: Trace, input: ReadNotifications): Promise<Result<{ changed: number }>>

  size(id: InboxId, trace: Trace): Promise<InboxSize>
  /** Closes live connections: of one session, or all of them. */
  closeSockets(id: InboxId, trace: Trace, input: { session?: string | undefined }): Promise<Result<null>>
  /** Leaves every feed, then erases everything; resumes by itself after a crash. */
  purge(id: InboxId, trace: Trace): Promise<Result<null>>
}
