import type { Channel, ChannelState } from '@switchboard/shared-types/api/channels/channel'
import { CirclePause, KeyRound, TriangleAlert, type LucideIcon } from 'lucide-react'
import { STATE_WORDS } from './kinds.ts'

const ICONS: Record<ChannelState, LucideIcon | null> = {
  authorising: KeyRound,
  connected: null,
  failing: TriangleAlert,
  unauthorised: KeyRound,
  paused: CirclePause,
  disconnecting: CirclePause,
}

/** A mark on channels that bring nothing, and why; healthy ones have none. */
export function ChannelBadge({ channel: { state, reason } }: { readonly channel: Channel }) {
  const Icon = ICONS[state]
  if (Icon === null) return null
  const words = `${STATE_WORDS[state]}${reason === null ? '' : `: ${reason}`}`
  const look = state === 'unauthorised' ? 'gone' : state === 'failing' ? 'failing' : 'paused'
  return (
    <span className={`health is-${look}`} title={words}>
      <Icon aria-hidden="true" />
      <span className="hidden-visually">{words}</span>
    </span>
  )
}
