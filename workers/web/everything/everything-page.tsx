import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Menu as MenuIcon, RotateCw } from 'lucide-react'
import { useMemo } from 'react'
import { ThreadPane } from '../conversations/thread/thread-pane.tsx'
import type { ListQuery as TalkQuery } from '../conversations/list/list.ts'
import { useConversationList } from '../conversations/list/use-conversation-list.ts'
import { TriageDialogs } from '../conversations/triage/triage-dialogs.tsx'
import { useTriage } from '../conversations/triage/use-triage.ts'
import type { ListQuery } from '../entries/list.ts'
import { EntrySelectionBar } from '../entries/entry-selection-bar.tsx'
import { ReaderPane } from '../entries/reader-pane.tsx'
import { useEntryList } from '../entries/use-entry-list.ts'
import { useReading } from '../entries/use-reading.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { InboxSwitch } from './inbox-switch.tsx'
import { MixedListView } from './mixed-list-view.tsx'
import { mixed, type Mixed } from './mixed.ts'
import { useMixedKeys } from './use-mixed-keys.ts'
import '../entries/reading-page.css'
import '../conversations/list/list.css'

const route = getRouteApi('/house/everything')
const ENTRIES: ListQuery = { view: 'all' }
const TALKS: TalkQuery = { view: 'open', sort: 'time' }

/** Entries and conversations in one list by time. */
export function EverythingPage() {
  const { entry, conversation } = route.useSearch()
  const navigate = useNavigate({ from: '/everything' })
  const entries = useEntryList(ENTRIES)
  const talks = useConversationList(TALKS)
  const reading = useReading(ENTRIES, entries, entry)
  const triage = useTriage(talks.list?.conversations ?? NONE, conversation, talks.reload)
  const { items, ends } = useMemo(
    () =>
      entries.list === undefined || talks.list === undefined
        ? NOTHING
        : mixed(
            { items: [...entries.list.waiting, ...entries.list.entries], hasMore: entries.hasMore },
            { items: talks.list.conversations, hasMore: talks.hasMore },
          ),
    [entries.list, entries.hasMore, talks.list, talks.hasMore],
  )
  const paged = {
    isLoading: entries.isLoading || talks.isLoading,
    error: entries.error ?? talks.error,
    hasMore: ends !== null,
    moreError: entries.moreError ?? talks.moreError,
    loadMore: ends === 'entries' ? entries.loadMore : talks.loadMore,
  }
  const reload = (): void => {
    entries.reload()
    talks.reload()
  }
  useMixedKeys(items, entry ?? conversation, { reading, triage, reload })
  return (
    <main className="reading">
      <section className="list-pane" aria-label="Everything">
        <header className="list-head">
          <div className="list-head-row">
            <IconButton
              icon={MenuIcon}
              label="Show the sidebar"
              className="only-narrow"
              onClick={() =>
                void navigate({
                  search: ({ entry: _, conversation: __, ...now }) => ({ ...now, nav: true }),
                })
              }
            />
            <h1>Everything</h1>
            <IconButton
              icon={RotateCw}
              label="Reload the list"
              shortcut="r"
              className={entries.isReloading || talks.isReloading ? 'is-turning' : ''}
              onClick={reload}
            />
          </div>
          <InboxSwitch here="everything" />
        </header>
        <EntrySelectionBar reading={reading} />
        <MixedListView items={items} open={entry ?? conversation} paged={paged} reading={reading} />
      </section>
      {conversation === undefined ? (
        <ReaderPane id={entry} reading={reading} />
      ) : (
        <ThreadPane id={conversation} triage={triage} />
      )}
      <TriageDialogs triage={triage} />
    </main>
  )
}

const NONE: readonly never[] = []
const NOTHING: Mixed = { items: [], ends: null }
