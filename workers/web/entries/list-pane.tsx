import { useQuery } from '@tanstack/react-query'
import { CheckCheck, Ellipsis, Menu as MenuIcon, RotateCw } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { subscriptionsQuery } from '../subscriptions/queries.ts'
import { subscriptionChoices } from '../subscriptions/subscription-choices.ts'
import { FeedNotice } from '../subscriptions/feed-notice.tsx'
import { InboxSwitch } from '../everything/inbox-switch.tsx'
import { useUnseen } from '../notifications/bell.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { EntryListView } from './entry-list-view.tsx'
import { EntrySelectionBar } from './entry-selection-bar.tsx'
import type { ListQuery } from './list.ts'
import { EntrySearch } from './entry-search.tsx'
import type { useEntryList } from './use-entry-list.ts'
import type { Reading } from './use-reading.ts'
import { ViewSwitch } from './view-switch.tsx'

interface ListPaneProps {
  readonly query: ListQuery
  readonly listed: ReturnType<typeof useEntryList>
  readonly reading: Reading
}

export function ListPane({ query, listed, reading }: ListPaneProps) {
  const navigate = useNavigate()
  const unseen = useUnseen()
  const { data: subscriptions } = useQuery(subscriptionsQuery)
  const subscription = subscriptions?.find((one) => one.id === query.subscription)
  const title = subscription?.title ?? query.folder ?? TITLES[query.view]
  return (
    <section className="list-pane" aria-label={title}>
      <header className="list-head">
        <div className="list-head-row">
          <IconButton
            icon={MenuIcon}
            label={unseen === 0 ? 'Show the sidebar' : `Show the sidebar: ${unseen} new notifications`}
            className={`only-narrow${unseen === 0 ? '' : ' has-news'}`}
            onClick={() =>
              void navigate({ to: '.', search: ({ entry: _, ...now }) => ({ ...now, nav: true }) })
            }
          />
          <h1 title={title}>{title}</h1>
          {reading.marksRead && (
            <IconButton icon={CheckCheck} label="Mark all as read" shortcut="A" onClick={reading.markAll} />
          )}
          <IconButton
            icon={RotateCw}
            label="Reload the list"
            shortcut="r"
            className={listed.isReloading ? 'is-turning' : ''}
            onClick={listed.reload}
          />
          {subscription !== undefined && (
            <Menu
              label={`More about ${title}`}
              button={<Ellipsis aria-hidden="true" />}
              choices={subscriptionChoices(subscription)}
            />
          )}
        </div>
        <div className="list-head-row">
          <EntrySearch query={query} />
          <ViewSwitch query={query} />
        </div>
        {isInbox(query) && <InboxSwitch here="feeds" />}
      </header>
      {subscription !== undefined && <FeedNotice subscription={subscription} />}
      <EntrySelectionBar reading={reading} />
      <EntryListView query={query} listed={listed} reading={reading} />
    </section>
  )
}

function isInbox({ view, subscription, folder, q }: ListQuery): boolean {
  return (
    (view === 'unread' || view === 'all') &&
    subscription === undefined &&
    folder === undefined &&
    q === undefined
  )
}

const TITLES: Record<ListQuery['view'], string> = {
  unread: 'Inbox',
  all: 'Inbox',
  starred: 'Starred',
  archived: 'Archive',
}
