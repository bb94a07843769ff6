import type { Health, Provider, ProviderTest } from '@switchboard/shared-types/api/router/providers'
import { counted, span } from '../format.ts'

/** How a provider is, or that it is turned off. */
export type ShownHealth = Health | 'off'

export const HEALTH_WORDS: Record<ShownHealth, string> = {
  untested: 'not tried yet',
  ok: 'works',
  resting: 'resting',
  failing: 'failing',
  refused: 'refused',
  off: 'off',
}

export function healthOf({ enabled, health }: Pick<Provider, 'enabled' | 'health'>): ShownHealth {
  return enabled ? health : 'off'
}

/** What came of asking a provider for its models. */
export function testWords({ ok, message, ms, models }: ProviderTest): string {
  if (!ok) return message
  return models.length === 0
    ? `Answers in ${span(ms)} and lists no models`
    : `Answers in ${span(ms)} with ${counted(models.length, 'model')}`
}
