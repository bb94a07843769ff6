import { Archive, CircleCheck, Inbox, Rss, SearchX, Star } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { openDialog } from '../app/dialogs.ts'
import { Empty } from '../ui/empty.tsx'
import type { ListQuery } from './list.ts'

interface ListEmptyProps {
  readonly query: ListQuery
  readonly hasFeeds: boolean
}

/** Why a list is empty, and what would fill it. */
export function ListEmpty({ query, hasFeeds }: ListEmptyProps) {
  if (query.q !== undefined) {
    return (
      <Empty icon={SearchX} title="Nothing found">
        <p>Every word has to occur in the title, the author or the text. “Quotes” search for a phrase.</p>
      </Empty>
    )
  }
  if (!hasFeeds) return <FirstSteps />
  switch (query.view) {
    case 'unread':
      return (
        <Empty icon={CircleCheck} title="All read">
          <p>New entries appear here by themselves the moment they are published and found.</p>
          <Link to="." search={(now) => ({ ...now, view: 'all' as const })} className="button">
            Show what was read
          </Link>
        </Empty>
      )
    case 'starred':
      return (
        <Empty icon={Star} title="No stars yet">
          <p>
            Press <kbd>s</kbd> on an entry that you want to keep. Starred entries are never cleaned up.
          </p>
        </Empty>
      )
    case 'archived':
      return (
        <Empty icon={Archive} title="The archive is empty">
          <p>
            Press <kbd>e</kbd> on an entry to put it out of the way without losing it.
          </p>
        </Empty>
      )
    case 'all':
      return (
        <Empty icon={Inbox} title="Nothing here yet">
          <p>The feed is being fetched; its entries appear here by themselves.</p>
        </Empty>
      )
  }
}

function FirstSteps() {
  return (
    <Empty icon={Rss} title="Follow something">
      <p>
        Paste the address of any site you like to read: a blog, a newspaper, a project’s releases. Switchboard
        finds its feed and brings what is new to this page.
      </p>
      <button
        type="button"
        className="button is-primary"
        onClick={() => openDialog.set({ kind: 'add-feed' })}
      >
        Add a feed
      </button>
      <p>
        Coming from another reader? <Link to="/opml">Import your subscriptions</Link>.
      </p>
    </Empty>
  )
}
