import { and, desc, eq, lt } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { AttemptOutcome, CallStatus, TokenUsage } from '@switchboard/shared-types/api/router/calls'
import { calls } from '../schema.ts'
import type { OpenAttempt, OpenCall } from './open-call.ts'

export type CallRow = typeof calls.$inferSelect

/** What a limit that looks back a minute counts of a call. A type, since the storage takes no interface for a row. */
type RecentCall = { at: string; status: string; tokenId: string; routeId: string | null; tokens: number }

/** How a call ended, as the ledger keeps it. */
export interface Outcome {
  readonly status: Exclude<CallStatus, 'running'>
  readonly httpStatus: number | null
  readonly provider: string | null
  readonly providerModel: string | null
  /** Null where nothing was used. */
  readonly usage: TokenUsage | null
  readonly exact: boolean
  /** In nano-USD; null: the price is unknown. */
  readonly cost: number | null
  readonly ttfbMs: number | null
  readonly durationMs: number | null
  readonly attempts: readonly (AttemptOutcome | OpenAttempt)[]
  readonly notes: readonly string[]
}

/** Before which running calls have been settled: where the search for them begins when the actor starts. */
const MARK = 'router:oldest-running'

const OPENED = [
  'no',
  'at',
  'deadline_at',
  'request_id',
  'token_id',
  'protocol',
  'model',
  'stream',
  'session',
  'agent',
  'route_id',
  'route_name',
  'why',
  'estimated_input',
  'estimated_output',
  'estimated_cost',
]
const ENDED = [
  'status',
  'http_status',
  'provider',
  'provider_model',
  'input',
  'output',
  'cache_read',
  'cache_write',
  'cache_write_long',
  'reasoning',
  'exact',
  'cost',
  'ttfb_ms',
  'duration_ms',
  'attempts',
  'notes',
]

const OPEN = insertOf([...OPENED, 'status', 'provider', 'provider_model', 'attempts'])
const SETTLE = `UPDATE calls SET ${ENDED.map((name) => `${name} = ?`).join(', ')} WHERE no = ?`
const BOOK = insertOf([...OPENED, ...ENDED])

const RECENT = `SELECT at, status, token_id AS tokenId, route_id AS routeId,
  ifnull(input + output + cache_read + cache_write, 0) AS tokens FROM calls ORDER BY no DESC`

/** The ledger's rows. What every call does is plain SQL: a query builder would cost more than the write. */
export class CallTable {
  readonly #storage: DurableObjectStorage
  readonly #db: DrizzleSqliteDODatabase

  constructor(storage: DurableObjectStorage, db: DrizzleSqliteDODatabase) {
    this.#storage = storage
    this.#db = db
  }

  /** Part of the caller's transaction. */
  open(call: OpenCall): void {
    const [first] = call.planned
    const plan = [first?.provider ?? null, first?.model ?? null, JSON.stringify(call.planned)]
    this.#storage.sql.exec(OPEN, ...openedOf(call), 'running', ...plan)
  }

  extend(no: number, deadline: number): void {
    const at = new Date(deadline).toISOString()
    this.#storage.sql.exec('UPDATE calls SET deadline_at = ? WHERE no = ?', at, no)
  }

  /** Part of the caller's transaction. */
  settle(no: number, outcome: Outcome): void {
    this.#storage.sql.exec(SETTLE, ...endedOf(outcome), no)
  }

  /** A call that was never opened here, and its end. Part of the caller's transaction. */
  book(call: OpenCall, outcome: Outcome): void {
    this.#storage.sql.exec(BOOK, ...openedOf(call), ...endedOf(outcome))
  }

  find(no: number): CallRow | undefined {
    return this.#db.select().from(calls).where(eq(calls.no, no)).get()
  }

  /** Newest first, those below `before`. */
  list(before: number | undefined, where: readonly (SQL | undefined)[], limit: number): CallRow[] {
    const below = before === undefined ? undefined : lt(calls.no, before)
    return this.#db
      .select()
      .from(calls)
      .where(and(below, ...where))
      .orderBy(desc(calls.no))
      .limit(limit)
      .all()
  }

  /** The number of the newest call; 0 where there is none. */
  head(): number {
    return this.#storage.sql.exec<{ head: number }>('SELECT ifnull(max(no), 0) AS head FROM calls').one().head
  }

  /** Which of so many numbers from `first` on have a row. */
  within(first: number, count: number): Set<number> {
    const found = this.#storage.sql.exec<{ no: number }>(
      'SELECT no FROM calls WHERE no >= ? AND no < ?',
      first,
      first + count,
    )
    return new Set(found.toArray().map(({ no }) => no))
  }

  /** Those that were not settled, oldest first. */
  running(): CallRow[] {
    // Plain columns first: there may be many rows to pass over.
    const found = this.#storage.sql
      .exec<{ no: number }>(
        "SELECT no FROM calls WHERE no >= ? AND status = 'running' ORDER BY no",
        this.settledBefore(),
      )
      .toArray()
    return found.flatMap(({ no }) => this.find(no) ?? [])
  }

  /** Before which number no call runs, as it was noted last: no call may get one below it any more. */
  settledBefore(): number {
    return this.#storage.kv.get<number>(MARK) ?? 0
  }

  /** Notes that every call before this one is settled; writes nothing where that is known. */
  markSettledBefore(no: number): void {
    if (this.settledBefore() !== no) this.#storage.kv.put(MARK, no)
  }

  /** What settled calls that were leased at `at` or later have used, newest first. */
  *since(at: string): Iterable<RecentCall> {
    const rows = this.#storage.sql.exec<RecentCall>(RECENT)
    for (const row of rows) {
      if (row.at < at) return
      if (row.status !== 'running') yield row
    }
  }

  /** Takes calls that were leased before `at`, the oldest first. @returns whether there may be more */
  trim(at: string, batch: number): boolean {
    const { rowsWritten } = this.#storage.sql.exec(
      'DELETE FROM calls WHERE no IN (SELECT no FROM calls ORDER BY no LIMIT ?) AND at < ?',
      batch,
      at,
    )
    return rowsWritten >= batch
  }
}

function insertOf(names: readonly string[]): string {
  return `INSERT INTO calls (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
}

function openedOf(call: OpenCall): SqlStorageValue[] {
  return [
    call.no,
    new Date(call.at).toISOString(),
    new Date(call.deadline).toISOString(),
    call.requestId,
    call.tokenId,
    call.protocol,
    call.model,
    Number(call.stream),
    call.session,
    call.agent,
    call.route.id,
    call.route.name,
    call.why,
    call.estimate.inputTokens,
    call.estimate.outputTokens,
    call.estimate.cost,
  ]
}

function endedOf({ usage, ...outcome }: Outcome): SqlStorageValue[] {
  return [
    outcome.status,
    outcome.httpStatus,
    outcome.provider,
    outcome.providerModel,
    usage?.input ?? null,
    usage?.output ?? null,
    usage?.cacheRead ?? null,
    usage?.cacheWrite ?? null,
    usage?.cacheWriteLong ?? null,
    usage?.reasoning ?? null,
    Number(outcome.exact),
    outcome.cost,
    outcome.ttfbMs,
    outcome.durationMs,
    JSON.stringify(outcome.attempts),
    JSON.stringify(outcome.notes),
  ]
}
