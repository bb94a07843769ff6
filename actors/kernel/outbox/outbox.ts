import { and, asc, count, eq, gt, isNotNull, isNull, not, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import { newId } from '@switchboard/shared-types/ids'
import type { Trace } from '@switchboard/shared-types/trace'
import { outbox } from '../tables.ts'

export type OutboxRow = typeof outbox.$inferSelect
/** A message that will not be tried again, without its body: there may be many. */
export type DeadRow = Pick<
  OutboxRow,
  'key' | 'target' | 'kind' | 'attempts' | 'lastError' | 'deadAt' | 'createdAt'
>

const waiting = isNull(outbox.deadAt)
/** How many dead letters are listed; the oldest come first, so replaying those brings the others up. */
const MAX_LISTED = 1_000

/**
 * The transactional outbox: what an actor has to tell others stands in its own tables, committed together with the
 * change that caused it, and stays there until the target has taken it or it is a dead letter.
 *
 * The table has no index, since each costs a row per write. Only the oldest message of a target is ever put off, so
 * those put off tell which targets wait: they are read once and then remembered. Everything else may go out now.
 */
export class Outbox {
  readonly #sql: SqlStorage
  readonly #db: DrizzleSqliteDODatabase
  readonly #changed: () => void
  /** Until when each target that failed waits, in ms since the epoch. */
  #paused: Map<string, number> | undefined
  /** Since when there may be something to deliver; a rolled-back message leaves it set for one look in vain. */
  #readySince: number | null = null
  #prepared: ReturnType<typeof prepare> | undefined

  /** @param changed told in the transaction that adds or puts off a message */
  constructor(sqlStorage: SqlStorage, db: DrizzleSqliteDODatabase, changed: () => void) {
    this.#sql = sqlStorage
    this.#db = db
    this.#changed = changed
  }

  /**
   * Queues a message behind those already waiting for the same target. Part of the caller's transaction.
   * @param target the id of the actor that is told
   * @returns the message's key, by which the target may know a repeat
   */
  send(kind: string, target: string, body: unknown, trace: Trace, now: Date = new Date()): string {
    const key = newId('msg', now.getTime())
    const createdAt = now.toISOString()
    const message = { key, target, kind, body: JSON.stringify(body), requestId: trace.requestId, createdAt }
    this.#append(message, now)
    return key
  }

  /**
   * The oldest messages that may be tried now, in order.
   * @param except targets that are being told already
   */
  due(limit: number, except: readonly string[], now: number): OutboxRow[] {
    const paused = this.#load()
    for (const [target, until] of paused) if (until <= now) paused.delete(target)
    const rows = this.#notFor([...paused.keys(), ...except], limit)
    if (rows.length === 0 && except.length === 0) this.#readySince = null
    return rows
  }

  /** When a message may next be tried, in ms since the epoch. */
  dueAt(): number | null {
    let dueAt = Infinity
    for (const until of this.#load().values()) dueAt = Math.min(dueAt, until)
    dueAt = Math.min(dueAt, this.#readySince ?? Infinity)
    return dueAt === Infinity ? null : dueAt
  }

  pending(): number {
    return this.#count(waiting)
  }

  delivered(rows: readonly Pick<OutboxRow, 'seq' | 'key'>[]): void {
    if (rows.length === 0) return
    this.#statements.remove.run({
      numbers: JSON.stringify(rows.map(({ seq }) => seq)),
      keys: JSON.stringify(rows.map(({ key }) => key)),
    })
  }

  /** Lets a target wait, whose oldest message this is. */
  postpone(row: OutboxRow, until: Date, reason: string): void {
    this.#fail(row, { dueAt: until.toISOString(), lastError: reason })
    this.#load().set(row.target, until.getTime())
    this.#changed()
  }

  bury(row: OutboxRow, now: Date, reason: string): void {
    this.#fail(row, { deadAt: now.toISOString(), lastError: reason })
  }

  deadCount(): number {
    return this.#count(isNotNull(outbox.deadAt))
  }

  dead(): DeadRow[] {
    const { key, target, kind, attempts, lastError, deadAt, createdAt } = outbox
    return this.#db
      .select({ key, target, kind, attempts, lastError, deadAt, createdAt })
      .from(outbox)
      .where(isNotNull(outbox.deadAt))
      .orderBy(asc(outbox.seq))
      .limit(MAX_LISTED)
      .all()
  }

  /** Queues a dead letter anew, behind everything else: a fresh message with the same key and no attempts. */
  revive(key: string, now: Date): boolean {
    const row = this.#db
      .select()
      .from(outbox)
      .where(and(eq(outbox.key, key), isNotNull(outbox.deadAt)))
      .get()
    if (row === undefined) return false
    this.delivered([row])
    const { target, kind, body, requestId, createdAt } = row
    this.#append({ key, target, kind, body, requestId, createdAt }, now)
    return true
  }

  /** Says that the storage is new and empty. */
  startEmpty(): void {
    this.#paused = new Map()
    this.#readySince = null
  }

  #append(message: Omit<typeof outbox.$inferInsert, 'dueAt'>, now: Date): void {
    this.#statements.add.run({ ...message, dueAt: now.toISOString() })
    if (this.#paused !== undefined && !this.#paused.has(message.target)) this.#readySince ??= now.getTime()
    this.#changed()
  }

  #fail(row: OutboxRow, change: Partial<OutboxRow>): void {
    this.#db
      .update(outbox)
      .set({ ...change, attempts: row.attempts + 1 })
      .where(and(eq(outbox.seq, row.seq), eq(outbox.key, row.key)))
      .run()
  }

  #load(): Map<string, number> {
    if (this.#paused !== undefined) return this.#paused
    this.#paused = new Map()
    // Plain SQL for the usual answer, none, because every start of an actor asks.
    if (this.#sql.exec('SELECT 1 FROM outbox LIMIT 1').next().done === true) return this.#paused
    const now = Date.now()
    const later = and(waiting, gt(outbox.dueAt, new Date(now).toISOString()))
    for (const { target, dueAt } of this.#db.select().from(outbox).where(later).all()) {
      this.#paused.set(target, Date.parse(dueAt))
    }
    if (this.#notFor([...this.#paused.keys()], 1).length > 0) this.#readySince = now
    return this.#paused
  }

  #notFor(targets: readonly string[], limit: number): OutboxRow[] {
    return this.#statements.oldest.all({ targets: JSON.stringify(targets), limit })
  }

  get #statements() {
    this.#prepared ??= prepare(this.#db)
    return this.#prepared
  }

  #count(which: typeof waiting): number {
    return this.#db.select({ rows: count() }).from(outbox).where(which).get()?.rows ?? 0
  }
}

/** What every message needs. A busy actor would spend more on building these anew each time than on running them. */
function prepare(db: DrizzleSqliteDODatabase) {
  const given = sql.placeholder
  const { seq, key, target } = outbox
  // One parameter for many values, because a statement takes a hundred at most.
  const isOneOf = (column: typeof key | typeof target | typeof seq, name: string) =>
    sql`${column} IN (SELECT value FROM json_each(${given(name)}))`
  const added = {
    key: given('key'),
    target: given('target'),
    kind: given('kind'),
    body: given('body'),
    requestId: given('requestId'),
    createdAt: given('createdAt'),
    dueAt: given('dueAt'),
  }
  return {
    add: db.insert(outbox).values(added).prepare(),
    oldest: db
      .select()
      .from(outbox)
      .where(and(waiting, not(isOneOf(target, 'targets'))))
      .orderBy(asc(seq))
      .limit(given('limit'))
      .prepare(),
    remove: db
      .delete(outbox)
      .where(and(isOneOf(seq, 'numbers'), isOneOf(key, 'keys')))
      .prepare(),
  }
}
