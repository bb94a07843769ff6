import { eq, sql } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { LimitId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Failure, Result } from '@switchboard/shared-types/result'
import type { CallTable } from '../ledger/call-table.ts'
import type { RunningCalls } from '../ledger/running-calls.ts'
import type { UsageTable } from '../ledger/usage-table.ts'
import { limits } from '../schema.ts'
import type { Amounts } from './amounts.ts'
import { periodName } from './calendar-counter.ts'
import type { Counter, Hold } from './counter.ts'
import { counterOf, fillCounters } from './fill-counters.ts'
import { refusalOf } from './refusal.ts'
import type { LimitErrorCode } from './refusal.ts'

export type LimitRow = typeof limits.$inferSelect

/** Whose limits apply to a call. */
export interface Scope {
  readonly tokenId: string
  readonly routeId: string | null
}

export interface KeptLimit {
  readonly row: Omit<LimitRow, 'warnedFor'>
  readonly counter: Counter
  /** The period whose warning has been sent. */
  warnedFor: string | null
}

/** What a running call holds of one limit. */
export interface HeldLimit {
  readonly kept: KeptLimit
  readonly hold: Hold
}

interface Book {
  readonly all: readonly KeptLimit[]
  readonly byScope: ReadonlyMap<string, readonly KeptLimit[]>
  readonly holds: Map<number, readonly HeldLimit[]>
}

export interface DueWarning {
  readonly kept: KeptLimit
  readonly period: string
  readonly used: number
}

export interface LimitParts {
  readonly calls: CallTable
  readonly usage: UsageTable
  readonly running: RunningCalls
}

/**
 * The person's limits and what is used of them, in memory: counted from the sums and the running calls when first
 * asked, and whenever a limit is added or removed.
 */
export class LimitBook {
  readonly #db: DrizzleSqliteDODatabase
  readonly #parts: LimitParts
  #book: Book | undefined

  constructor(db: DrizzleSqliteDODatabase, parts: LimitParts) {
    this.#db = db
    this.#parts = parts
  }

  /** Counts what is there, if that was not done: a call that is booked first would be counted twice. */
  load(): void {
    this.#read()
  }

  all(): readonly KeptLimit[] {
    return this.#read().all
  }

  find(id: LimitId): KeptLimit | undefined {
    return this.all().find(({ row }) => row.id === id)
  }

  add(row: LimitRow): void {
    this.#db.insert(limits).values(row).run()
    this.forget()
  }

  remove(id: LimitId): void {
    this.#db.delete(limits).where(eq(limits.id, id)).run()
    this.forget()
  }

  /** Whether calls of that scope must have a price. */
  boundsMoney(scope: Scope): boolean {
    return this.#of(scope).some(({ row }) => row.metric === 'money')
  }

  /** Whether less than half is used and held of every limit that applies. */
  isRoomy(scope: Scope, now: number): boolean {
    return this.#of(scope).every(({ row, counter }) => counter.used(now) * 2 < row.amount)
  }

  /** Holds what a call asks for, of every limit that applies or of none. */
  reserve(no: number, scope: Scope, ask: Amounts, now: number): Result<null, LimitErrorCode> {
    const held = take(this.#of(scope), ask, now)
    if (!held.ok) return held
    if (held.value.length > 0) this.#read().holds.set(no, held.value)
    return ok(null)
  }

  /** Whether there would be room if these calls gave back what they hold. */
  wouldHaveRoom(scope: Scope, ask: Amounts, without: readonly number[], now: number): boolean {
    const { holds } = this.#read()
    const held = without.flatMap((no) => holds.get(no) ?? [])
    return this.#of(scope).every((kept) => {
      const { row, counter } = kept
      const given = held.reduce((sum, each) => (each.kept === kept ? sum + each.hold.amount : sum), 0)
      // What alone is larger than a minute's amount takes all of it; nothing else ever fits.
      const amount = row.period === 'minute' ? Math.min(ask[row.metric], row.amount) : ask[row.metric]
      return counter.used(now) - given + amount <= row.amount
    })
  }

  /** Why a call would be refused that asked for so much; null: it would not. */
  refusalFor(scope: Scope, ask: Amounts, now: number): Failure<LimitErrorCode> | null {
    const held = take(this.#of(scope), ask, now)
    if (!held.ok) return held.error
    letGo(held.value)
    return null
  }

  /** Gives back everything that a call holds, as if it had never asked. */
  release(no: number): void {
    letGo(this.#read().holds.get(no) ?? [])
    this.#read().holds.delete(no)
  }

  /** Counts what a call has used instead of what it holds. */
  settle(no: number, used: Amounts): void {
    const { holds } = this.#read()
    for (const { kept, hold } of holds.get(no) ?? []) kept.counter.settle(hold, used[kept.row.metric])
    holds.delete(no)
  }

  /** Corrects what was booked for a call that is no longer held. */
  correct(call: Scope & { readonly at: number }, difference: Amounts): void {
    for (const { row, counter } of this.#of(call)) counter.book(difference[row.metric], call.at)
  }

  /** The limits that a call's use brings to the share at which the person is warned, once in a period. */
  dueWarnings(no: number, used: Amounts, now: number): DueWarning[] {
    return (this.#read().holds.get(no) ?? []).flatMap(({ kept }) => {
      const { row, counter, warnedFor } = kept
      if (row.warnAt === null || (row.period !== 'day' && row.period !== 'month')) return []
      const period = periodName(row.period, now)
      const total = counter.used(now) - counter.held + used[row.metric]
      return warnedFor === period || total < row.warnAt * row.amount ? [] : [{ kept, period, used: total }]
    })
  }

  /** Part of the caller's transaction. */
  noteWarning({ kept, period }: DueWarning): void {
    this.#db.update(limits).set({ warnedFor: period }).where(eq(limits.id, kept.row.id)).run()
    kept.warnedFor = period
  }

  forget(): void {
    this.#book = undefined
  }

  #of(scope: Scope): readonly KeptLimit[] {
    return applying(this.#read().byScope, scope)
  }

  #read(): Book {
    if (this.#book !== undefined) return this.#book
    const all = this.#db
      .select()
      .from(limits)
      .orderBy(sql`rowid`)
      .all()
      .map(({ warnedFor, ...row }) => ({ row, counter: counterOf(row), warnedFor }))
    const byScope = Map.groupBy(all, ({ row }) => row.scopeId ?? PERSON)
    const of = (scope: Scope): readonly KeptLimit[] => applying(byScope, scope)
    this.#book = { all, byScope, holds: fillCounters(all, of, this.#parts, Date.now()) }
    return this.#book
  }
}

/** Where the limits of everything stand beside those of tokens and routes, which stand under their ids. */
const PERSON = 'person'

function applying(byScope: Book['byScope'], { tokenId, routeId }: Scope): readonly KeptLimit[] {
  if (byScope.size === 0) return []
  return [PERSON, tokenId, routeId ?? ''].flatMap((key) => byScope.get(key) ?? [])
}

function take(of: readonly KeptLimit[], ask: Amounts, now: number): Result<HeldLimit[], LimitErrorCode> {
  const held: HeldLimit[] = []
  for (const kept of of) {
    const amount = ask[kept.row.metric]
    const hold = kept.counter.take(amount, now)
    if ('retryAfter' in hold) {
      letGo(held)
      return refusalOf(kept, amount, hold, now)
    }
    held.push({ kept, hold })
  }
  return ok(held)
}

function letGo(held: readonly HeldLimit[]): void {
  for (const { kept, hold } of held) kept.counter.settle(hold, 0)
}
