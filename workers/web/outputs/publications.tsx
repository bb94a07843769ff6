import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import type { DeliveryState } from '@switchboard/shared-types/api/conversations/delivery'
import type { Output } from '@switchboard/shared-types/api/outputs'
import { isWebAddress } from '../ui/open-in-new-tab.ts'

interface PublicationsProps {
  readonly output: Output
  readonly channels: readonly Channel[]
}

const STATE_WORDS: Record<DeliveryState, string> = {
  approved: 'Approved',
  queued: 'Waits to be published',
  sending: 'Being published…',
  sent: 'Published',
  delivered: 'Published',
  read: 'Published',
  failed: 'Not published',
  unknown: 'It may have been published',
}

/** What became of each part in each channel. */
export function Publications({ output: { publications, parts }, channels }: PublicationsProps) {
  if (publications.length === 0) return null
  return (
    <ul className="publications" aria-label="What became of it">
      {publications.map(({ channelId, part, state, reason, url }) => (
        <li key={`${channelId} ${part}`} className={`is-${state}`}>
          <strong>{channels.find(({ id }) => id === channelId)?.name ?? 'A channel that is gone'}</strong>
          {parts.length > 1 && <span>part {part + 1}</span>}
          <span>
            {STATE_WORDS[state]}
            {reason === null ? '' : `. ${reason}`}
          </span>
          {url !== null && isWebAddress(url) && (
            <a href={url} target="_blank" rel="noopener noreferrer">
              Show it there
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}
