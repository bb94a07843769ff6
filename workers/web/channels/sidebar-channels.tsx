import type { Channel } from '@switchboard/shared-types/api/channels/channel'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { ChannelBadge } from './channel-badge.tsx'
import { ChannelMark } from './channel-mark.tsx'
import { channelsQuery } from './queries.ts'

/** The connected accounts, and how they are doing. */
export function SidebarChannels() {
  const { data: channels } = useQuery(channelsQuery)
  if (channels === undefined || channels.length === 0) return null
  return (
    <ul className="sidebar-list">
      {channels.map((channel) => (
        <SidebarChannel key={channel.id} channel={channel} />
      ))}
    </ul>
  )
}

function SidebarChannel({ channel }: { readonly channel: Channel }) {
  const isHere = useLocation({
    select: ({ pathname, search }) => pathname === '/conversations' && search.channel === channel.id,
  })
  return (
    <li>
      <Link
        to="/conversations"
        search={{ channel: channel.id }}
        className="sidebar-row"
        activeProps={{}}
        aria-current={isHere ? 'page' : undefined}
        data-here={isHere}
      >
        <ChannelMark kind={channel.kind} />
        <span className="sidebar-title" title={channel.account ?? channel.name}>
          {channel.name}
        </span>
        <ChannelBadge channel={channel} />
      </Link>
    </li>
  )
}
