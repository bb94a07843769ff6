import { asc, gt, lte, max } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import { changes, entries } from '../schema.ts'

type WithoutPosition<T> = T extends unknown ? Omit<T, 'epoch' | 'seq'> : never

/** An event before it has its place in the history. Arrivals are never recorded: entries number themselves. */
export type Change = Exclude<WithoutPosition<InboxEvent>, { type: 'entries.added' }>

type Position = Pick<InboxEvent, 'epoch' | 'seq'>

const EPOCH = 'inbox:epoch'
const FLOOR = 'inbox:history-floor'

/** The inbox's one clock: every arrival and every change takes the next number, within its storage's epoch. */
export class Timeline {
  readonly #storage: DurableObjectStorage
  readonly #db: DrizzleSqliteDODatabase
  #head: number | undefined
  #epoch: string | undefined

  constructor(storage: DurableObjectStorage, db: DrizzleSqliteDODatabase) {
    this.#storage = storage
    this.#db = db
  }

  /** Names this storage: it changes only when the inbox begins anew, and then every cursor is void. */
  get epoch(): string {
    this.#epoch ??= this.#storage.kv.get<string>(EPOCH)
    if (this.#epoch === undefined) {
      this.#epoch = crypto.randomUUID()
      this.#storage.kv.put(EPOCH, this.#epoch)
    }
    return this.#epoch
  }

  /** The number of the newest arrival or change. */
  get head(): number {
    this.#head ??= Math.max(this.#newest(entries), this.#newest(changes), this.floor)
    return this.#head
  }

  /** Changes up to this number have been trimmed: a cursor below it can not be served. */
  get floor(): number {
    return this.#storage.kv.get<number>(FLOOR) ?? 0
  }

  /** Takes the next number, for an entry that arrives. Part of the caller's transaction. */
  next(): number {
    this.#head = this.head + 1
    return this.#head
  }

  /** Writes a change at the next number. Part of the caller's transaction. */
  record<C extends Change>(change: C, now: Date): C & Position {
    const seq = this.next()
    this.#db
      .insert(changes)
      .values({ seq, at: now.toISOString(), event: JSON.stringify(change) })
      .run()
    return { ...change, epoch: this.epoch, seq }
  }

  /** The changes after `cursor`, oldest first, at most `limit`. */
  changesAfter(cursor: number, limit: number): InboxEvent[] {
    const rows = this.#db
      .select()
      .from(changes)
      .where(gt(changes.seq, cursor))
      .orderBy(asc(changes.seq))
      .limit(limit)
    return rows.all().map((row) => this.#read(row.seq, row.event))
  }

  /** Forgets the changes that lie more than `kept` numbers back. Part of the caller's transaction. */
  trim(kept: number): void {
    const floor = this.head - kept
    const trimmed = this.#db
      .select({ seq: max(changes.seq) })
      .from(changes)
      .where(lte(changes.seq, floor))
      .get()?.seq
    if (trimmed === null || trimmed === undefined) return
    this.#db.delete(changes).where(lte(changes.seq, trimmed)).run()
    this.#storage.kv.put(FLOOR, trimmed)
  }

  /** Forgets what is in memory, after a transaction that did not hold: its numbers were not taken. */
  forget(): void {
    this.#head = undefined
    this.#epoch = undefined
  }

  #read(seq: number, event: string): InboxEvent {
    const change: unknown = JSON.parse(event)
    return InboxEvent.parse(typeof change === 'object' ? { ...change, epoch: this.epoch, seq } : change)
  }

  #newest(table: typeof entries | typeof changes): number {
    const column = table === entries ? entries.no : changes.seq
    return (
      this.#db
        .select({ value: max(column) })
        .from(table)
        .get()?.value ?? 0
    )
  }
}
