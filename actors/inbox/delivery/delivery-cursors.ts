import { gt, max } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { entries } from '../schema.ts'
import type { SubscriptionBook, SubscriptionRow } from '../subscriptions/subscription-book.ts'

export interface DeliveryCursor {
  /** Highest change of the feed that was applied. */
  readonly seq: number
  /** Highest item number held; an item above it can not be here yet. */
  readonly itemNo: number
  /** Items up to this number are not missed when they are not here: retention took them, or they came before us. */
  readonly floor: number
  /** Entries whose feed began anew and has not named them again. */
  readonly orphans: number
}

interface Saved {
  /** The entries up to this number are accounted for in `cursors`. */
  readonly through: number
  readonly cursors: ReadonlyMap<SubscriptionId, DeliveryCursor>
}

const SAVED = 'inbox:delivery-cursors'
/** Looking at so many costs a waking inbox a millisecond or two. */
const SCANNED_ENTRIES = 1_000
const START: DeliveryCursor = { seq: 0, itemNo: 0, floor: 0, orphans: 0 }

/**
 * How far each feed has been applied. Nothing is written for a delivery: the entries themselves tell, by a scan of
 * those that arrived since the cursors were last saved. They are saved with everything that entries can not tell:
 * edits, removals, a feed that begins anew.
 */
export class DeliveryCursors {
  readonly #db: DrizzleSqliteDODatabase
  readonly #kv: Pick<SyncKvStorage, 'get' | 'put'>
  readonly #subscriptions: SubscriptionBook
  #cursors: Map<SubscriptionId, DeliveryCursor> | undefined

  constructor(
    db: DrizzleSqliteDODatabase,
    kv: Pick<SyncKvStorage, 'get' | 'put'>,
    subscriptions: SubscriptionBook,
  ) {
    this.#db = db
    this.#kv = kv
    this.#subscriptions = subscriptions
  }

  of(subscription: SubscriptionRow): DeliveryCursor {
    return this.#load().get(subscription.id) ?? START
  }

  /** Moves a cursor on by entries that were written with it. */
  advance(subscription: SubscriptionRow, change: Partial<DeliveryCursor>): void {
    this.#load().set(subscription.id, { ...this.of(subscription), ...change })
  }

  /** The feed counts from the start again, and `orphans` entries of its former numbering are left. */
  restart(subscription: SubscriptionRow, orphans: number): void {
    this.#load().set(subscription.id, { ...START, orphans })
  }

  /** Saves them when an inbox that wakes would have many entries to look at. Part of a transaction. */
  keepShort(): void {
    const through = this.#kv.get<Saved>(SAVED)?.through ?? 0
    if (this.#newestNo() - through > SCANNED_ENTRIES) this.save()
  }

  /** Keeps what the entries alone do not tell: one row, whatever the number of feeds. Part of a transaction. */
  save(): void {
    const cursors = this.#load()
    const kept = this.#subscriptions.all().flatMap(({ id }) => {
      const cursor = cursors.get(id)
      return cursor === undefined ? [] : [[id, cursor] as const]
    })
    const saved: Saved = { through: this.#newestNo(), cursors: new Map(kept) }
    this.#kv.put(SAVED, saved)
  }

  /** Forgets what is in memory, after a transaction that did not hold. */
  forget(): void {
    this.#cursors = undefined
  }

  #load(): Map<SubscriptionId, DeliveryCursor> {
    if (this.#cursors) return this.#cursors
    const saved = this.#kv.get<Saved>(SAVED)
    const cursors = new Map(saved?.cursors)
    for (const { subscriptionNo, seq, itemNo } of this.#newestAfter(saved?.through ?? 0)) {
      const id = this.#subscriptions.byNo(subscriptionNo)?.id
      if (id === undefined) continue
      const before = cursors.get(id) ?? START
      cursors.set(id, {
        ...before,
        seq: Math.max(before.seq, seq ?? 0),
        itemNo: Math.max(before.itemNo, itemNo ?? 0),
      })
    }
    this.#cursors = cursors
    return cursors
  }

  #newestNo(): number {
    return (
      this.#db
        .select({ no: max(entries.no) })
        .from(entries)
        .get()?.no ?? 0
    )
  }

  #newestAfter(no: number) {
    return this.#db
      .select({
        subscriptionNo: entries.subscriptionNo,
        seq: max(entries.itemSeq),
        itemNo: max(entries.itemNo),
      })
      .from(entries)
      .where(gt(entries.no, no))
      .groupBy(entries.subscriptionNo)
      .all()
  }
}
