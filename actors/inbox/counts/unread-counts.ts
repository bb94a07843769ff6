import { and, count, eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Counts, EntryState } from '@switchboard/shared-types/api/entries'
import type { ConversationTable } from '../conversations/conversation-table.ts'
import { entries } from '../schema.ts'
import type { SubscriptionBook } from '../subscriptions/subscription-book.ts'

interface Tally {
  readonly unread: Map<number, number>
  starred: number
}

/** Unread and starred counts: counted once by a scan, then carried along in memory; never stored, so never wrong. */
export class UnreadCounts {
  readonly #db: DrizzleSqliteDODatabase
  readonly #subscriptions: SubscriptionBook
  readonly #conversations: Pick<ConversationTable, 'tally'>
  #tally: Tally | undefined

  constructor(
    db: DrizzleSqliteDODatabase,
    subscriptions: SubscriptionBook,
    conversations: Pick<ConversationTable, 'tally'>,
  ) {
    this.#db = db
    this.#subscriptions = subscriptions
    this.#conversations = conversations
  }

  read(): Counts {
    this.#tally ??= { unread: this.#countUnread(), starred: this.#countStarred() }
    const { unread, starred } = this.#tally
    const subscriptions = this.#subscriptions
      .all()
      .map((row) => ({ id: row.id, unread: unread.get(row.no) ?? 0 }))
    return {
      unread: subscriptions.reduce((sum, row) => sum + row.unread, 0),
      starred,
      subscriptions,
      conversations: this.#conversations.tally(),
    }
  }

  /** So many entries of a subscription became unread, or, below zero, stopped being so. */
  moved(subscriptionNo: number, by: number): void {
    const unread = this.#tally?.unread
    unread?.set(subscriptionNo, (unread.get(subscriptionNo) ?? 0) + by)
  }

  /** An entry went from one state to another. */
  changed(subscriptionNo: number, before: EntryState, after: EntryState): void {
    this.moved(subscriptionNo, isUnread(after) - isUnread(before))
    if (this.#tally) this.#tally.starred += Number(after.starred) - Number(before.starred)
  }

  /** Something else changed: the next reader counts anew. */
  forget(): void {
    this.#tally = undefined
  }

  #countUnread(): Map<number, number> {
    const rows = this.#db
      .select({ subscriptionNo: entries.subscriptionNo, unread: count() })
      .from(entries)
      .where(and(eq(entries.read, false), eq(entries.archived, false)))
      .groupBy(entries.subscriptionNo)
      .all()
    return new Map(rows.map((row) => [row.subscriptionNo, row.unread]))
  }

  #countStarred(): number {
    return (
      this.#db.select({ starred: count() }).from(entries).where(eq(entries.starred, true)).get()?.starred ?? 0
    )
  }
}

function isUnread({ read, archived }: EntryState): number {
  return read || archived ? 0 : 1
}
