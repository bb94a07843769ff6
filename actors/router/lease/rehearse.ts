import type { DryRun, DryRunRequest } from '@switchboard/shared-types/api/router/routes'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { askOf } from '../limits/amounts.ts'
import { fromAmount } from '../limits/to-limit.ts'
import type { Router } from '../router.ts'
import { dryRun } from '../routes/dry-run.ts'
import { estimateCall } from './estimate.ts'

/**
 * Tells what would happen to a request at a time of its own: which way it would take then, and whether the limits have
 * room for it now. Changes and reserves nothing.
 */
export function rehearse(
  router: Router,
  request: DryRunRequest,
  now: number,
): Result<DryRun, 'token.not_found'> {
  const { routes, providers, health, prices, tokens } = router
  if (request.token !== undefined && tokens.byId(request.token) === undefined) {
    return err('token.not_found', 'There is no such token.')
  }
  const parts = { routes: routes.list(), providers: providers.known(), health, prices }
  const at = request.at === undefined ? now : Date.parse(request.at)
  const told = dryRun(request, parts, at)
  return ok({ ...told, refusal: told.refusal ?? refusalByLimits(router, request, told, now) })
}

function refusalByLimits({ limits }: Router, request: DryRunRequest, told: DryRun, now: number) {
  const { estimatedInputTokens = 0, maxOutputTokens = null } = request
  const estimate = estimateCall({ estimatedInputTokens, maxOutputTokens }, [])
  const costs = told.targets.flatMap((target) => (target.usable ? (target.estimatedCostUsd ?? []) : []))
  const cost = fromAmount('money', Math.max(0, ...costs))
  const scope = { tokenId: request.token ?? '', routeId: told.route?.id ?? null }
  const refusal = limits.refusalFor(scope, askOf({ ...estimate, cost }), now)
  return refusal && { code: refusal.code, message: refusal.message }
}
