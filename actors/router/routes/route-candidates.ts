import type { ModelRoute, RouteTarget } from '@switchboard/shared-types/api/router/routes'
import type { KnownProvider } from '../providers/known-provider.ts'
import type { Candidate } from './candidate.ts'
import { inDrawnOrder, weightOf } from './draw.ts'

/** Where a route leads, in the order in which it is tried this time. */
export function routeCandidates(
  { targets }: ModelRoute,
  model: string,
  providers: readonly KnownProvider[],
  random: () => number,
): Candidate[] {
  return inDrawnOrder(targets, random).flatMap((target) => {
    const provider = providers.find(({ slug }) => slug === target.provider)
    if (provider === undefined) return []
    const { overrides, timeoutSeconds } = target
    return [
      {
        provider,
        overrides,
        model: target.model ?? model,
        timeoutMs: timeoutSeconds * 1_000,
        why: placeOf(target, targets),
      },
    ]
  })
}

function placeOf({ tier, weight }: RouteTarget, targets: readonly RouteTarget[]): string {
  const peers = targets.filter((target) => target.tier === tier)
  const share = peers.length === 1 ? '' : `, ${weight} of ${weightOf(peers)} calls begin here`
  const isFirst = targets.every((target) => target.tier >= tier)
  return isFirst
    ? `Tier ${tier}${share}.`
    : `Tier ${tier}, tried when the tiers before it have failed${share}.`
}
