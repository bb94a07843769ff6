import type { ChannelKind } from '@switchboard/shared-types/api/channels/channel'
import { KIND_ICONS, KIND_WORDS } from './kinds.ts'
import './channel-mark.css'

interface ChannelMarkProps {
  readonly kind: ChannelKind
  readonly size?: 'large'
}

/** A channel's mark: what kind of platform it is, by sign and colour. */
export function ChannelMark({ kind, size }: ChannelMarkProps) {
  const Icon = KIND_ICONS[kind]
  return (
    <span
      className={`channel-mark is-${kind}${size === undefined ? '' : ` is-${size}`}`}
      role="img"
      aria-label={KIND_WORDS[kind]}
      title={KIND_WORDS[kind]}
    >
      <Icon aria-hidden="true" />
    </span>
  )
}
