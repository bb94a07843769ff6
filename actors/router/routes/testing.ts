import { RouteDraft } from '@switchboard/shared-types/api/router/routes'
import type { ModelRoute, RequestTraits } from '@switchboard/shared-types/api/router/routes'
import { newId } from '@switchboard/shared-types/ids'
import type { KnownProvider } from '../providers/known-provider.ts'
import { healthOf } from '../providers/testing.ts'
import type { PlanParts, PlanRequest } from './plan-request.ts'

/** A short question to a model of Anthropic's; what the test does not name does not matter to it. */
export function planRequest({
  traits,
  ...given
}: Partial<Omit<PlanRequest, 'traits'>> & { traits?: Partial<RequestTraits> }): PlanRequest {
  return {
    protocol: 'anthropic-messages',
    tokenId: newId('tok'),
    now: 0,
    random: () => 0,
    ...given,
    traits: {
      model: 'claude-opus-5',
      stream: false,
      estimatedInputTokens: 10,
      maxOutputTokens: null,
      thinking: false,
      images: 0,
      tools: 0,
      ...traits,
    },
  }
}

/** A route to these targets: a slug, or more. */
export function routeTo(
  targets: readonly (string | { provider: string; [field: string]: unknown })[],
  given: object = {},
): ModelRoute {
  const full = targets.map((target) => (typeof target === 'string' ? { provider: target } : target))
  const draft = RouteDraft.parse({
    name: 'mine',
    models: ['*'],
    targets: full.map((target) => Object.assign({ model: null }, target)),
    ...given,
  })
  return { ...draft, id: newId('rte') }
}

/** Healthy providers, of whose prices nothing is known. */
export function planParts(
  providers: readonly KnownProvider[],
  routes: readonly ModelRoute[] = [],
): PlanParts & { health: ReturnType<typeof healthOf> } {
  return { providers, routes, health: healthOf(providers), prices: { of: () => null } }
}
