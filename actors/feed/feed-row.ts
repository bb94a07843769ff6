import { eq } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import * as z from 'zod'
import type { FeedState } from '@switchboard/shared-types/contracts/feed'
import { feed } from './schema.ts'
import type { FeedHints } from './types.ts'

export type FeedRow = typeof feed.$inferSelect

const ONLY = 1
export const NO_HINTS: FeedHints = { ttlMinutes: null, updateMinutes: null, skipHours: [], skipDays: [] }
const Hints = z.object({
  ttlMinutes: z.number().nullable(),
  updateMinutes: z.number().nullable(),
  skipHours: z.array(z.number()),
  skipDays: z.array(z.number()),
})

/** The one row of what the feed is; absent until somebody subscribes. */
export class FeedTable {
  readonly #db: DrizzleSqliteDODatabase
  #row: FeedRow | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  /** Kept in memory until it is written: a poll looks at it a dozen times. */
  read(): FeedRow | undefined {
    this.#row ??= this.#db.select().from(feed).where(eq(feed.no, ONLY)).get()
    return this.#row
  }

  /** Forgets what is in memory, after a transaction that did not hold or an erasure. */
  forget(): void {
    this.#row = undefined
  }

  create(url: string): void {
    const epoch = crypto.randomUUID()
    this.#db
      .insert(feed)
      .values({ no: ONLY, epoch, url, health: 'new', hints: JSON.stringify(NO_HINTS) })
      .run()
  }

  update(change: Partial<typeof feed.$inferInsert>): void {
    this.#row = undefined
    this.#db.update(feed).set(change).where(eq(feed.no, ONLY)).run()
  }
}

export function hintsOf(row: Pick<FeedRow, 'hints'>): FeedHints {
  return Hints.parse(JSON.parse(row.hints))
}

/** When recent items were published, ISO 8601. */
export function datesOf(row: Pick<FeedRow, 'recentDates'>): string[] {
  return z.array(z.string()).parse(JSON.parse(row.recentDates))
}

export function toFeedState(row: FeedRow): FeedState {
  return { url: row.url, siteUrl: row.siteUrl, title: row.title, health: row.health, reason: row.reason }
}
