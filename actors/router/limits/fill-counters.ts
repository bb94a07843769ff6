import { CalendarCounter, spanOf } from './calendar-counter.ts'
import type { Counter } from './counter.ts'
import { GateCounter } from './gate-counter.ts'
import type { HeldLimit, KeptLimit, LimitParts, LimitRow, Scope } from './limit-book.ts'
import { askOf } from './amounts.ts'
import type { Amounts } from './amounts.ts'
import { MinuteCounter } from './minute-counter.ts'

/** As long as a sliding minute looks back, from the beginning of its first window. */
const MINUTES_MS = 120_000

type LimitsOf = (scope: Scope) => readonly KeptLimit[]

export function counterOf({ amount, period }: Pick<LimitRow, 'amount' | 'period'>): Counter {
  switch (period) {
    case 'at-once':
      return new GateCounter(amount)
    case 'minute':
      return new MinuteCounter(amount)
    case 'day':
    case 'month':
      return new CalendarCounter(amount, period)
  }
}

/**
 * Counts into new counters what has been used and what runs.
 * @returns what each running call holds
 */
export function fillCounters(
  all: readonly KeptLimit[],
  limitsOf: LimitsOf,
  parts: LimitParts,
  now: number,
): Map<number, readonly HeldLimit[]> {
  if (all.length === 0) return new Map()
  fillCalendars(limitsOf, parts, now)
  if (all.some(({ row }) => row.period === 'minute')) fillMinutes(limitsOf, parts, now)
  return holdRunning(limitsOf, parts)
}

function fillCalendars(limitsOf: LimitsOf, { usage }: LimitParts, now: number): void {
  const month = new Date(spanOf('month', now).startedAt).toISOString().slice(0, 'yyyy-mm-dd'.length)
  for (const { day, calls, tokens, cost, ...scope } of usage.since(month)) {
    const used: Amounts = { requests: calls, tokens, money: cost, concurrency: 0 }
    for (const { row, counter } of limitsOf(scope)) {
      if (row.period === 'day' || row.period === 'month') counter.book(used[row.metric], Date.parse(day))
    }
  }
}

function fillMinutes(limitsOf: LimitsOf, { calls }: LimitParts, now: number): void {
  const recent = [...calls.since(new Date(now - MINUTES_MS).toISOString())]
  for (const { at, tokens, ...scope } of recent.toReversed()) {
    for (const { row, counter } of limitsOf(scope)) {
      if (row.period === 'minute') counter.book(row.metric === 'tokens' ? tokens : 1, Date.parse(at))
    }
  }
}

function holdRunning(limitsOf: LimitsOf, { running }: LimitParts): Map<number, readonly HeldLimit[]> {
  const holds = new Map<number, readonly HeldLimit[]>()
  for (const { no, at, tokenId, route, estimate } of running.all()) {
    const ask = askOf(estimate)
    const held = limitsOf({ tokenId, routeId: route.id }).map((kept) => ({
      kept,
      hold: kept.counter.hold(ask[kept.row.metric], at),
    }))
    if (held.length > 0) holds.set(no, held)
  }
  return holds
}
