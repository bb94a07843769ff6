import { Limit } from '@switchboard/shared-types/api/router/limits'
import type { KeptLimit } from './limit-book.ts'

const NANO = 1_000_000_000

/** @returns what is kept of an amount: money in whole nano-USD */
export function fromAmount(metric: Limit['metric'], amount: number): number {
  return metric === 'money' ? Math.round(amount * NANO) : amount
}

/** @returns an amount as the person sees it: money in USD */
export function toAmount(metric: Limit['metric'], amount: number): number {
  return metric === 'money' ? amount / NANO : amount
}

/** What a person sees of a limit. */
export function toLimit({ row, counter }: Pick<KeptLimit, 'row' | 'counter'>, now: number): Limit {
  const { id, scopeKind, scopeId, metric, period, amount, warnAt } = row
  const resetsAt = counter.resetsAt(now)
  return Limit.parse({
    id,
    metric,
    period,
    warnAt,
    scope: scopeKind === 'person' ? { kind: scopeKind } : { kind: scopeKind, id: scopeId },
    amount: toAmount(metric, amount),
    used: toAmount(metric, counter.used(now)),
    resetsAt: resetsAt === null ? null : new Date(resetsAt).toISOString(),
  })
}
