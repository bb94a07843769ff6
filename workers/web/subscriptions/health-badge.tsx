import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { CirclePause, CircleSlash, TriangleAlert } from 'lucide-react'

/** A mark on feeds that bring nothing, and why; healthy feeds have none. */
export function HealthBadge({ subscription }: { readonly subscription: Subscription }) {
  const { health, healthReason } = subscription
  if (health === 'ok' || health === 'new') return null
  const Icon = { failing: TriangleAlert, gone: CircleSlash, paused: CirclePause }[health]
  const words = `${HEALTH_WORDS[health]}${healthReason === null ? '' : `: ${healthReason}`}`
  return (
    <span className={`health is-${health}`} title={words}>
      <Icon aria-hidden="true" />
      <span className="hidden-visually">{words}</span>
    </span>
  )
}

export const HEALTH_WORDS: Record<Subscription['health'], string> = {
  new: 'Not fetched yet',
  ok: 'Working',
  failing: 'Failing at the moment',
  gone: 'Gone for good',
  paused: 'Paused',
}
