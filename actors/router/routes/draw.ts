import type { RouteTarget } from '@switchboard/shared-types/api/router/routes'

/**
 * Tier after tier. Within one, each place is drawn by weight among those that are left, so that the first place is
 * shared as the weights say, and the rest of the tier follows for when it fails.
 */
export function inDrawnOrder(targets: readonly RouteTarget[], random: () => number): RouteTarget[] {
  const tiers = [...new Set(targets.map(({ tier }) => tier))].toSorted((a, b) => a - b)
  return tiers.flatMap((number) =>
    drawAll(
      targets.filter(({ tier }) => tier === number),
      random,
    ),
  )
}

function drawAll(targets: readonly RouteTarget[], random: () => number): RouteTarget[] {
  const left = [...targets]
  const drawn: RouteTarget[] = []
  while (left.length > 0) drawn.push(...left.splice(left.length === 1 ? 0 : drawOne(left, random()), 1))
  return drawn
}

function drawOne(targets: readonly RouteTarget[], random: number): number {
  let rest = random * weightOf(targets)
  const index = targets.findIndex(({ weight }) => (rest -= weight) < 0)
  return Math.max(index, 0)
}

export function weightOf(targets: readonly RouteTarget[]): number {
  return targets.reduce((sum, { weight }) => sum + weight, 0)
}
