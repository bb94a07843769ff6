import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import type { LeaseErrorCode } from '@switchboard/shared-types/contracts/lease'
import type { RouteId } from '@switchboard/shared-types/ids'
import type { Failure } from '@switchboard/shared-types/result'
import { defaultCandidates } from './default-candidates.ts'
import { misfitOf } from './match.ts'
import type { PlanParts, PlanRequest } from './plan-request.ts'
import { refusalOf } from './refusal.ts'
import { resolve } from './resolve.ts'
import type { ResolvedCandidate } from './resolve.ts'
import { routeCandidates } from './route-candidates.ts'

/** Everything that was thought about one call: a plan is made of it, and a dry run tells it. */
export interface Decision {
  readonly route: { readonly id: RouteId | null; readonly name: string }
  readonly why: string
  readonly cacheSeconds: number | null
  readonly considered: readonly { name: string; fits: boolean; why: string }[]
  readonly candidates: readonly ResolvedCandidate[]
  /** Set where none of the candidates can be used. */
  readonly refusal: Failure<LeaseErrorCode> | null
}

const DEFAULT = { id: null, name: 'default' }

/** The first route that fits decides; without one the built-in defaults do. */
export function decide(request: PlanRequest, parts: PlanParts): Decision {
  const considered: { name: string; fits: boolean; why: string }[] = []
  for (const route of parts.routes) {
    const misfit = misfitOf(route, request)
    considered.push({ name: route.name, fits: misfit === null, why: sentence(misfit ?? 'it fits') })
    if (misfit === null) return { ...byRoute(route, request, parts), considered }
  }
  return { ...byDefault(request, parts), considered }
}

type Choice = Omit<Decision, 'considered'>

function byRoute(route: ModelRoute, request: PlanRequest, parts: PlanParts): Choice {
  const { model } = request.traits
  const candidates = routeCandidates(route, model, parts.providers, request.random).map((candidate) =>
    resolve(candidate, request.protocol, parts, request.now),
  )
  return {
    route: { id: route.id, name: route.name },
    why: `The route "${route.name}" is the first that fits ${model}.`,
    cacheSeconds: route.cacheSeconds,
    candidates,
    refusal: refusalOf(request, parts.providers, candidates, `The route "${route.name}"`),
  }
}

function byDefault(request: PlanRequest, parts: PlanParts): Choice {
  const defaults = defaultCandidates(request.traits.model, request.protocol, parts.providers)
  const candidates = defaults.candidates.map((candidate) =>
    resolve(candidate, request.protocol, parts, request.now),
  )
  const refusal = refusalOf(request, parts.providers, candidates, request.traits.model)
  return { route: DEFAULT, why: defaults.why, cacheSeconds: null, candidates, refusal }
}

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`
}
