import type { AddLimit, Limit } from '@switchboard/shared-types/api/router/limits'
import { newId } from '@switchboard/shared-types/ids'
import type { LimitId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Router } from '../router.ts'
import { counterOf } from './fill-counters.ts'
import type { LimitRow } from './limit-book.ts'
import { fromAmount, toLimit } from './to-limit.ts'

export function addLimit(
  { limits, tokens, routes }: Pick<Router, 'limits' | 'tokens' | 'routes'>,
  { scope, metric, period, amount, warnAt }: AddLimit,
  now: number,
): Result<Limit, 'limit.exists' | 'token.not_found' | 'route.unknown'> {
  if (scope.kind === 'token' && tokens.byId(scope.id) === undefined) {
    return err('token.not_found', 'There is no such token.')
  }
  if (scope.kind === 'route' && !routes.list().some(({ id }) => id === scope.id)) {
    return err('route.unknown', 'There is no such route.')
  }
  const row: LimitRow = {
    id: newId('lim', now),
    scopeKind: scope.kind,
    scopeId: scope.kind === 'person' ? null : scope.id,
    metric,
    period,
    warnAt,
    amount: fromAmount(metric, amount),
    warnedFor: null,
  }
  if (limits.all().some((kept) => isSame(kept.row, row))) {
    return err('limit.exists', 'There is such a limit already. Remove it to set another amount.')
  }
  limits.add(row)
  return ok(toLimit(limits.find(row.id) ?? { row, counter: counterOf(row) }, now))
}

export function removeLimit(
  { limits }: Pick<Router, 'limits'>,
  limit: LimitId,
): Result<null, 'limit.not_found'> {
  if (limits.find(limit) === undefined) return err('limit.not_found', 'There is no such limit.')
  limits.remove(limit)
  return ok(null)
}

type Kind = Pick<LimitRow, 'scopeKind' | 'scopeId' | 'metric' | 'period'>

function isSame(one: Kind, other: Kind): boolean {
  return (
    one.scopeKind === other.scopeKind &&
    one.scopeId === other.scopeId &&
    one.metric === other.metric &&
    one.period === other.period
  )
}
