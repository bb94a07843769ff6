import type { DryRun, DryRunRequest } from '@switchboard/shared-types/api/router/routes'
import type { RequestTraits } from '@switchboard/shared-types/api/router/routes'
import { estimateCall } from '../lease/estimate.ts'
import { decide } from './decide.ts'
import type { PlanParts } from './plan-request.ts'
import type { ResolvedCandidate } from './resolve.ts'

const NANO = 1e9
/** What is not said about the request: a short question. */
const USUAL: Omit<RequestTraits, 'model'> = {
  stream: false,
  estimatedInputTokens: 1_000,
  maxOutputTokens: null,
  thinking: false,
  images: 0,
  tools: 0,
}

/**
 * What would happen to a request, and why, told by the very code that plans calls. Whether the token exists is the
 * caller's to check. Within a tier the targets stand as the route lists them.
 */
export function dryRun(request: DryRunRequest, parts: PlanParts, now: number): DryRun {
  const { protocol, token, at, ...named } = request
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
  const traits: RequestTraits = { ...USUAL, ...given, model: request.model }
  const decision = decide(
    {
      protocol,
      traits,
      tokenId: token ?? null,
      now: at === undefined ? now : Date.parse(at),
      random: () => 0,
    },
    parts,
  )
  const { route, considered, candidates, refusal } = decision
  return {
    route: candidates.length === 0 ? null : route,
    considered: [...considered],
    targets: candidates.map((candidate) => describe(candidate, request, traits, parts)),
    refusal: refusal === null ? null : { code: refusal.code, message: refusal.message },
  }
}

function describe(
  { provider, model, protocol, obstacle, why }: ResolvedCandidate,
  request: DryRunRequest,
  traits: RequestTraits,
  { prices }: PlanParts,
): DryRun['targets'][number] {
  const { cost } = estimateCall(traits, [{ price: prices.of(provider, model) }])
  return {
    provider: provider.slug,
    model,
    protocol,
    translated: protocol !== null && protocol !== request.protocol,
    usable: obstacle === null,
    why: obstacle?.why ?? why,
    estimatedCostUsd: cost === null ? null : cost / NANO,
  }
}
