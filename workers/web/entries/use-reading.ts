import type { EntryId } from '@switchboard/shared-types/ids'
import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useCommands } from '../app/commands.ts'
import { openDialog } from '../app/dialogs.ts'
import { noteSelection } from '../outputs/selection.ts'
import { refreshSubscription } from '../subscriptions/actions.ts'
import { openInNewTab } from '../ui/open-in-new-tab.ts'
import { say } from '../ui/toasts.tsx'
import { archiveEntry, changeEntry, markRead } from './actions.ts'
import { findSummary } from './cache.ts'
import type { ListQuery } from './list.ts'
import { entryQuery } from './queries.ts'
import { neighbour, type useEntryList } from './use-entry-list.ts'

type Listed = ReturnType<typeof useEntryList>

/** What a person does while reading: going through the list, and changing what is open. */
export function useReading(query: ListQuery, listed: Listed, id: EntryId | undefined) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { history } = useRouter()
  const { list } = listed
  const next = neighbour(list, id, 1)
  const previous = neighbour(list, id, -1)

  const open = (target: EntryId | undefined): void => {
    if (target === undefined) return
    // One step back leads out of the entries, however many were read.
    const replace = id !== undefined
    void navigate({ to: '.', search: (now) => ({ ...now, entry: target }), replace })
  }
  const close = (): void => {
    if (id === undefined) return
    if (history.canGoBack()) history.back()
    else void navigate({ to: '.', search: ({ entry: _, ...now }) => now, replace: true })
  }
  const current = (): EntrySummary | undefined => (id === undefined ? undefined : findSummary(client, id))
  const onCurrent = (act: (entry: EntrySummary) => void) => () => {
    const entry = current()
    if (entry !== undefined) act(entry)
  }

  const archive = (entry: EntrySummary): void => {
    const follower = next ?? previous
    if (entry.id === id && !entry.archived && query.view !== 'starred') {
      if (follower === undefined) close()
      else open(follower)
    }
    void archiveEntry(client, entry)
  }
  const toggleRead = (entry: EntrySummary): void => void changeEntry(client, entry.id, { read: !entry.read })
  const toggleStar = (entry: EntrySummary): void =>
    void changeEntry(client, entry.id, { starred: !entry.starred })

  const markAll = (): void => {
    const newest = list?.entries[0]?.id
    if (newest === undefined || !marksRead(query)) return
    const scope = scopeOf(query)
    if (list?.nextCursor !== null) openDialog.set({ kind: 'mark-all', range: { ...scope, newest } })
    else void markRead(client, { ...scope, newest }).then(() => say('All read'))
  }
  const markAbove = (entry: EntrySummary): void => {
    const newest = list?.entries[0]?.id
    if (newest === undefined || !marksRead(query)) return
    void markRead(client, { ...scopeOf(query), newest, oldest: entry.id }).then(() =>
      say('Read down to here'),
    )
  }

  /** Makes a post of an entry, or of what of it is selected. */
  const publish = (entry: EntryId): void => {
    noteSelection()
    void navigate({ to: '/outputs', search: { entry } })
  }

  useCommands({
    next: () => open(next),
    previous: () => open(previous),
    'mark-all': markAll,
    refresh: () => {
      listed.reload()
      if (query.subscription !== undefined) void refreshSubscription(query.subscription, 'the feed')
    },
    leave: close,
  })
  // Where nothing is open these keys are free for others.
  useCommands(
    id === undefined
      ? {}
      : {
          open: onCurrent((entry) => {
            if (entry.url !== null) openInNewTab(entry.url)
          }),
          'toggle-read': onCurrent(toggleRead),
          'toggle-star': onCurrent(toggleStar),
          archive: onCurrent(archive),
          'mark-above': onCurrent(markAbove),
          publish: () => publish(id),
        },
  )

  // The next entry is there before it is asked for.
  useEffect(() => {
    if (id !== undefined && next !== undefined) void client.prefetchQuery(entryQuery(next))
  }, [client, id, next])

  return {
    id,
    next,
    previous,
    open,
    close,
    archive,
    toggleRead,
    toggleStar,
    markAll,
    markAbove,
    publish,
    marksRead: marksRead(query),
  }
}

export type Reading = ReturnType<typeof useReading>

/** A stretch of the list is marked by its ends, so everything between them has to be in the list. */
function marksRead({ view, q }: ListQuery): boolean {
  return q === undefined && (view === 'unread' || view === 'all')
}

function scopeOf(query: ListQuery): Pick<ListQuery, 'subscription' | 'folder'> {
  if (query.subscription !== undefined) return { subscription: query.subscription }
  return query.folder === undefined ? {} : { folder: query.folder }
}
