import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { Link } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { fullTime, relative } from '../app/time.ts'
import { Menu } from '../ui/menu.tsx'
import type { ChannelDialog } from './channel-dialogs.tsx'
import { ChannelMark } from './channel-mark.tsx'
import { KIND_WORDS, STATE_WORDS } from './kinds.ts'
import { useChannelChoices } from './use-channel-choices.ts'

interface ChannelLineProps {
  readonly channel: Channel
  readonly now: number
  readonly onShow: (dialog: ChannelDialog) => void
}

/** One account: what it is, whether it works, and when it last did. */
export function ChannelLine({ channel, now, onShow }: ChannelLineProps) {
  const { id, kind, name, account, state, reason, waiting, unreadable } = channel
  const choices = useChannelChoices(channel, onShow)
  return (
    <li className="channel-line" aria-label={name}>
      <ChannelMark kind={kind} size="large" />
      <div className="channel-what">
        <p>
          <Link to="/conversations" search={{ channel: id }}>
            {name}
          </Link>
          <span className={`health-word is-${lookOf(state)}`}>{STATE_WORDS[state]}</span>
        </p>
        <p className="channel-facts">
          <span>{account === null || account === name ? KIND_WORDS[kind] : account}</span>
          <When words="Last received" at={channel.lastReceivedAt} now={now} none="Nothing received yet" />
          {channel.features.send ? (
            <When words="Last sent" at={channel.lastSentAt} now={now} none="Nothing sent yet" />
          ) : (
            <span>Only listens</span>
          )}
          {waiting > 0 && <span>{waiting} waiting to leave</span>}
          {unreadable > 0 && (
            <button type="button" className="text-button" onClick={() => onShow('unreadable')}>
              {unreadable} not understood
            </button>
          )}
        </p>
        {reason !== null && <p className="channel-reason">{reason}</p>}
      </div>
      <Menu label={`More about ${name}`} button={<Ellipsis aria-hidden="true" />} choices={choices} />
    </li>
  )
}

interface WhenProps {
  readonly words: string
  readonly at: string | null
  readonly now: number
  readonly none: string
}

function When({ words, at, now, none }: WhenProps) {
  if (at === null) return <span>{none}</span>
  return (
    <time dateTime={at} title={fullTime(at)}>
      {words} {relative(at, now)}
    </time>
  )
}

function lookOf(state: Channel['state']): string {
  if (state === 'unauthorised') return 'gone'
  return state === 'disconnecting' || state === 'authorising' ? 'paused' : state
}
