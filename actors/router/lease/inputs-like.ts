import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'

/** Sizes below are one and the same: what a reservation of so many tokens costs is next to nothing. */
const SMALL_TOKENS = 1_024

/**
 * @param size the estimated input of a call, in tokens
 * @returns the sizes around it, both included, to which the same routes apply; up to the next power of two, for which
 *   there is to be room
 */
export function inputsLike(
  size: number,
  routes: readonly Pick<ModelRoute, 'conditions'>[],
): { readonly min: number; readonly max: number } {
  let min = 0
  let max = Math.max(SMALL_TOKENS, 2 ** Math.ceil(Math.log2(Math.max(size, 1))))
  for (const { conditions } of routes) {
    const { minInputTokens = 0, maxInputTokens = Infinity } = conditions
    for (const first of [minInputTokens, maxInputTokens + 1]) {
      if (first <= size) min = Math.max(min, first)
      else max = Math.min(max, first - 1)
    }
  }
  return { min, max }
}
