import { count } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { InboxId } from '@switchboard/shared-types/ids'
import type { InboxSize } from '@switchboard/shared-types/contracts/inbox'
import { ChannelTable } from './channels/channel-table.ts'
import { ConversationLists } from './conversations/conversation-lists.ts'
import { ConversationTable } from './conversations/conversation-table.ts'
import { ConversationTexts } from './conversations/conversation-texts.ts'
import { UnreadCounts } from './counts/unread-counts.ts'
import { DeliveryCursors } from './delivery/delivery-cursors.ts'
import { EntryBodies } from './entries/entry-bodies.ts'
import { Timeline } from './history/timeline.ts'
import { ImportBook } from './opml/import-book.ts'
import { Sleep } from './sleep.ts'
import { entries } from './schema.ts'
import { OutputTable } from './outputs/output-table.ts'
import { PublicationTable } from './outputs/publication-table.ts'
import { PermissionTable } from './permissions/permission-table.ts'
import { OpenRooms } from './rooms/open-rooms.ts'
import { RuleTable } from './rules/rule-table.ts'
import { SubscriptionBook } from './subscriptions/subscription-book.ts'
import { SummaryTable } from './summary/summary-table.ts'

/** Everything an inbox owns, by noun. All of it reads its tables when first asked, never when it is made. */
export interface Inbox {
  readonly id: InboxId
  readonly db: DrizzleSqliteDODatabase
  readonly timeline: Timeline
  readonly subscriptions: SubscriptionBook
  readonly bodies: EntryBodies
  readonly counts: UnreadCounts
  readonly cursors: DeliveryCursors
  readonly imports: ImportBook
  readonly sleep: Sleep
  readonly summaries: SummaryTable
  readonly channels: ChannelTable
  readonly lists: ConversationLists
  readonly conversations: ConversationTable
  readonly texts: ConversationTexts
  readonly rules: RuleTable
  readonly permissions: PermissionTable
  readonly outputs: OutputTable
  readonly publications: PublicationTable
  readonly rooms: OpenRooms
}

export function openInbox(id: InboxId, storage: DurableObjectStorage, db: DrizzleSqliteDODatabase): Inbox {
  const subscriptions = new SubscriptionBook(db)
  const lists = new ConversationLists(db)
  const conversations = new ConversationTable(db, lists)
  const publications = new PublicationTable(db)
  return {
    id,
    db,
    timeline: new Timeline(storage, db),
    subscriptions,
    bodies: new EntryBodies(db),
    counts: new UnreadCounts(db, subscriptions, conversations),
    cursors: new DeliveryCursors(db, storage.kv, subscriptions),
    imports: new ImportBook(db),
    sleep: new Sleep(storage.kv),
    summaries: new SummaryTable(db),
    channels: new ChannelTable(db),
    lists,
    conversations,
    texts: new ConversationTexts(db),
    rules: new RuleTable(db),
    permissions: new PermissionTable(db),
    outputs: new OutputTable(db, publications),
    publications,
    rooms: new OpenRooms(db),
  }
}

/** After a transaction that did not hold, nothing that was kept in memory may be believed. */
export function forgetMemory(inbox: Inbox): void {
  const { timeline, subscriptions, counts, cursors, sleep, conversations, rules } = inbox
  for (const kept of [timeline, subscriptions, counts, cursors, sleep, conversations, rules]) kept.forget()
}

/** What a write gives back: the answer to its caller, and what every device is to be told. */
export interface Written<T> {
  readonly answer: T
  readonly events: readonly InboxEvent[]
}

/** A write that changed nothing that a device could see. */
export function unseen<T>(answer: T): Written<T> {
  return { answer, events: [] }
}

/** Runs a write of a group commit. What it undoes is forgotten at once: the next write must not believe it. */
export function attempt<T>(inbox: Inbox, write: (now: Date) => Written<T>): Written<T> {
  try {
    return write(new Date())
  } catch (thrown) {
    forgetMemory(inbox)
    throw thrown
  }
}

/** How much an inbox holds, for admins. */
export function inboxSize({ db, subscriptions }: Inbox, storageBytes: number): InboxSize {
  return {
    subscriptions: subscriptions.all().length,
    entries: db.select({ total: count() }).from(entries).get()?.total ?? 0,
    storageBytes,
  }
}
