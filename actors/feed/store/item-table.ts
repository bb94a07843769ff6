import { asc, desc, gt, max, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import * as z from 'zod'
import { Enclosure } from '@switchboard/shared-types/api/entries'
import type { FeedItem } from '@switchboard/shared-types/contracts/feed'
import { items } from '../schema.ts'

export type ItemRow = typeof items.$inferSelect
export type KnownItem = Pick<ItemRow, 'no' | 'key' | 'fingerprint'>

/** How many items a feed remembers beyond those in its current document. */
const KEPT_ITEMS = 1_000
/** Published dates that the polling rhythm looks at. */
const RECENT_ITEMS = 30

/** The feed's items. They are found by key in memory and without an index: rows written are the bill. */
export class ItemTable {
  readonly #db: DrizzleSqliteDODatabase

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  known(): Map<string, KnownItem> {
    const rows = this.#db
      .select({ no: items.no, key: items.key, fingerprint: items.fingerprint })
      .from(items)
      .all()
    return new Map(rows.map((row) => [row.key, row]))
  }

  /** The number of the newest change. */
  head(): number {
    return (
      this.#db
        .select({ seq: max(items.seq) })
        .from(items)
        .get()?.seq ?? 0
    )
  }

  highestNo(): number {
    return (
      this.#db
        .select({ no: max(items.no) })
        .from(items)
        .get()?.no ?? 0
    )
  }

  write(row: ItemRow): void {
    this.#db.insert(items).values(row).onConflictDoUpdate({ target: items.no, set: row }).run()
  }

  /** Items new or edited after `seq`, oldest change first. */
  after(seq: number, limit: number): FeedItem[] {
    const rows = this.#db
      .select()
      .from(items)
      .where(gt(items.seq, seq))
      .orderBy(asc(items.seq))
      .limit(limit)
      .all()
    return rows.map(toFeedItem)
  }

  /** The place in the history from which a newcomer gets at most `count` items. */
  cursorForLast(count: number): number {
    const row = this.#db
      .select({ seq: items.seq })
      .from(items)
      .orderBy(desc(items.seq))
      .limit(1)
      .offset(count)
      .get()
    return row?.seq ?? 0
  }

  recentDates(): string[] {
    const rows = this.#db
      .select({ publishedAt: items.publishedAt })
      .from(items)
      .orderBy(desc(items.no))
      .limit(RECENT_ITEMS)
      .all()
    return rows.flatMap((row) => (row.publishedAt === null ? [] : [row.publishedAt]))
  }

  /** Forgets the oldest beyond a thousand, but never what the current document still lists. */
  trim(listed: ReadonlySet<string>): void {
    const rows = this.#db.select({ no: items.no, key: items.key }).from(items).orderBy(desc(items.no)).all()
    const old = rows.slice(KEPT_ITEMS).filter((row) => !listed.has(row.key))
    if (old.length === 0) return
    const numbers = JSON.stringify(old.map((row) => row.no))
    this.#db
      .delete(items)
      .where(sql`${items.no} IN (SELECT value FROM json_each(${numbers}))`)
      .run()
  }
}

function toFeedItem(row: ItemRow): FeedItem {
  return {
    no: row.no,
    seq: row.seq,
    url: row.url,
    title: row.title,
    author: row.author,
    publishedAt: row.publishedAt,
    contentHtml: row.contentHtml,
    text: row.text,
    image: row.image,
    enclosures: z.array(Enclosure).parse(JSON.parse(row.enclosures)),
  }
}
