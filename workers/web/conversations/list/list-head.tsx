import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowDownUp, Menu as MenuIcon, RotateCw, X } from 'lucide-react'
import { group } from '../../app/inbox.ts'
import { channelsQuery } from '../../channels/queries.ts'
import { useUnseen } from '../../notifications/bell.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { InboxSwitch } from '../../everything/inbox-switch.tsx'
import { VIEW_WORDS } from '../words.ts'
import type { ListQuery } from './list.ts'
import { ConversationSearch } from './conversation-search.tsx'
import { AssigneeSwitch } from './assignee-switch.tsx'
import { ViewSwitch } from './view-switch.tsx'
import type { Listed } from './use-conversation-list.ts'

interface ListHeadProps {
  readonly query: ListQuery
  readonly listed: Listed
}

export function ListHead({ query, listed }: ListHeadProps) {
  const navigate = useNavigate({ from: '/conversations' })
  const unseen = useUnseen()
  const title = useListTitle(query)
  return (
    <header className="list-head">
      <div className="list-head-row">
        <IconButton
          icon={MenuIcon}
          label={unseen === 0 ? 'Show the sidebar' : `Show the sidebar: ${unseen} new notifications`}
          className={`only-narrow${unseen === 0 ? '' : ' has-news'}`}
          onClick={() =>
            void navigate({
              search: ({ conversation: _, ...now }) => ({ ...now, nav: true }),
            })
          }
        />
        <h1 title={title}>{title}</h1>
        <IconButton
          icon={ArrowDownUp}
          label={query.sort === 'time' ? 'Sort by priority' : 'Sort by time'}
          filled={false}
          aria-pressed={query.sort === 'priority'}
          onClick={() =>
            void navigate({
              search: ({ sort: _, ...now }) => (query.sort === 'time' ? { ...now, sort: 'priority' } : now),
              replace: true,
            })
          }
        />
        <IconButton
          icon={RotateCw}
          label="Reload the list"
          shortcut="r"
          className={listed.isReloading ? 'is-turning' : ''}
          onClick={listed.reload}
        />
      </div>
      <div className="list-head-row">
        <ConversationSearch query={query} />
        <ViewSwitch query={query} />
      </div>
      {group !== null && query.q === undefined && <AssigneeSwitch query={query} />}
      {query.label !== undefined && (
        <div className="list-head-row">
          <button
            type="button"
            className="chip"
            onClick={() => void navigate({ search: ({ label: _, ...now }) => now, replace: true })}
          >
            Label: {query.label}
            <X aria-hidden="true" />
            <span className="hidden-visually">Show every label</span>
          </button>
        </div>
      )}
      {isInbox(query) && <InboxSwitch here="conversations" />}
    </header>
  )
}

function isInbox({ view, channel, q }: ListQuery): boolean {
  return (view === 'open' || view === 'unread') && channel === undefined && q === undefined
}

function useListTitle(query: ListQuery): string {
  const { data: channels } = useQuery(channelsQuery)
  const channel = channels?.find(({ id }) => id === query.channel)
  return channel?.name ?? VIEW_WORDS[query.view]
}
