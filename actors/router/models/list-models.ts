import type { ModelRoute } from '@switchboard/shared-types/api/router/routes'
import type { TokenId } from '@switchboard/shared-types/ids'
import { isReady } from '../providers/known-provider.ts'
import type { KnownProvider } from '../providers/known-provider.ts'

/** A glob is no name that anybody could ask for. */
const GLOB = /[*?]/

/** The models that a token may ask for: names of routes' models that are no globs, then each provider's own. */
export function listModels(
  token: TokenId,
  routes: readonly ModelRoute[],
  providers: readonly KnownProvider[],
): { id: string; provider: string }[] {
  const listed = new Map<string, string>()
  const add = (id: string, provider: string): void => {
    if (!listed.has(id)) listed.set(id, provider)
  }
  for (const { enabled, conditions, models, targets } of routes) {
    if (!enabled || conditions.tokens?.includes(token) === false) continue
    for (const name of models) if (!GLOB.test(name)) add(name, targets[0]?.provider ?? '')
  }
  for (const { slug, models, defaultModel, smallModel } of providers.filter(isReady)) {
    for (const name of models) add(name, slug)
    for (const name of [defaultModel, smallModel]) if (name !== null) add(name, slug)
  }
  return [...listed].map(([id, provider]) => ({ id, provider }))
}
