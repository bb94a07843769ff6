import { asc, eq, max, min } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { ChannelEvent } from '@switchboard/shared-types/channel-event'
import { held } from './tables.ts'

/** Telegram sends the parts of a media group in one go; nothing says which is the last. */
const QUIET_MS = 1_000
/** A thread is not held longer than this, whatever keeps coming. */
const LONGEST_MS = 10_000

/** Events that wait for the rest of their group, and what came after them in the same thread, so that order is kept. */
export class HeldTable {
  readonly #db: DrizzleSqliteDODatabase
  /** When each held thread may go on, in ms since the epoch. */
  #due: Map<string, number> | undefined

  constructor(db: DrizzleSqliteDODatabase) {
    this.#db = db
  }

  holds(thread: string): boolean {
    return this.#all().has(thread)
  }

  /** Part of the caller's transaction. */
  add(event: ChannelEvent, now: number): void {
    const thread = event.thread.key
    this.#db
      .insert(held)
      .values({ thread, event: JSON.stringify(event), at: now })
      .run()
    this.forget()
  }

  /** What waits for nothing but its turn. Part of the caller's transaction. */
  addReady(event: ChannelEvent, now: number): void {
    this.add(event, now - QUIET_MS)
  }

  /** When the first thread may go on, in ms since the epoch; null: none is held. */
  dueAt(): number | null {
    const times = [...this.#all().values()]
    return times.length === 0 ? null : Math.min(...times)
  }

  dueThreads(now: number): string[] {
    return [...this.#all()].filter(([, at]) => at <= now).map(([thread]) => thread)
  }

  /** Part of the caller's transaction. @returns what was held of a thread, in the order in which it came */
  take(thread: string): ChannelEvent[] {
    const rows = this.#db.delete(held).where(eq(held.thread, thread)).returning().all()
    this.forget()
    return rows.toSorted((a, b) => a.no - b.no).map(({ event }) => ChannelEvent.parse(JSON.parse(event)))
  }

  forget(): void {
    this.#due = undefined
  }

  #all(): Map<string, number> {
    this.#due ??= new Map(this.#read().map(({ thread, first, last }) => [thread, dueAt(first, last)]))
    return this.#due
  }

  #read() {
    const { thread, at } = held
    return this.#db
      .select({ thread, first: min(at), last: max(at) })
      .from(held)
      .groupBy(thread)
      .orderBy(asc(thread))
      .all()
  }
}

function dueAt(first: number | null, last: number | null): number {
  return Math.min((last ?? 0) + QUIET_MS, (first ?? 0) + LONGEST_MS)
}
