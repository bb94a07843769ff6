import type { DryRun, DryRunRequest } from '@switchboard/shared-types/api/router/routes'
import type { PlanParts } from './plan.ts'

/**
 * What would happen to a request, and why, told by the very code that plans calls. Whether the token exists is the
 * caller's to check.
 */
export function dryRun(_request: DryRunRequest, _parts: PlanParts, _now: number): DryRun {
  throw new Error('on its way')
}
