import type { UsageLine, UsageQuery, UsageReport } from '@switchboard/shared-types/api/router/calls'
import { TokenId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Router } from '../router.ts'
import type { UsageSums } from './usage-table.ts'

const NANO = 1_000_000_000
const DAY_MS = 24 * 60 * 60 * 1000
/** As long as the sums are kept. */
const MAX_DAYS = 400

/** Sums of what was used; a call belongs to the day in UTC on which it began. */
export function reportUsage(
  { usage, tokens, routes }: Pick<Router, 'usage' | 'tokens' | 'routes'>,
  { from, until, by }: UsageQuery,
): Result<UsageReport, 'request.invalid'> {
  const days = (Date.parse(until) - Date.parse(from)) / DAY_MS + 1
  if (days < 1 || days > MAX_DAYS) {
    return err('request.invalid', `A report covers 1 to ${MAX_DAYS} days.`, { field: 'until' })
  }
  const sums = usage.sums(from, until, by)
  const routeNames = new Map<string, string>(routes.list().map(({ id, name }) => [id, name]))
  const lines = sums.map((sum) => toLine(nameOf(sum), sum))
  return ok({ lines, total: toLine('total', add(sums)) })

  function nameOf({ id, name }: UsageSums): string {
    if (by === 'route') return routeNames.get(id) ?? name
    const token = by === 'token' ? TokenId.safeParse(id).data : undefined
    return token === undefined ? name : tokens.nameOf(token)
  }
}

function toLine(key: string, sum: Omit<UsageSums, 'id' | 'name'>): UsageLine {
  const { calls, failed, unpriced, input, output, cacheRead, cacheWrite, cacheWriteLong, reasoning } = sum
  return {
    key,
    calls,
    failed,
    unpriced,
    usage: { input, output, cacheRead, cacheWrite, cacheWriteLong, reasoning },
    costUsd: sum.cost / NANO,
  }
}

function add(sums: readonly UsageSums[]): Omit<UsageSums, 'id' | 'name'> {
  const of = (pick: (sum: UsageSums) => number): number => sums.reduce((total, sum) => total + pick(sum), 0)
  return {
    calls: of((sum) => sum.calls),
    failed: of((sum) => sum.failed),
    unpriced: of((sum) => sum.unpriced),
    input: of((sum) => sum.input),
    output: of((sum) => sum.output),
    cacheRead: of((sum) => sum.cacheRead),
    cacheWrite: of((sum) => sum.cacheWrite),
    cacheWriteLong: of((sum) => sum.cacheWriteLong),
    reasoning: of((sum) => sum.reasoning),
    cost: of((sum) => sum.cost),
  }
}
