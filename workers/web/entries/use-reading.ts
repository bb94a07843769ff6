import type { EntryId } from '@switchboard/shared-types/ids'
import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import { MOST_ENTRIES } from '@switchboard/shared-types/api/outputs'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useCommands } from '../app/commands.ts'
import { openDialog } from '../app/dialogs.ts'
import { noteSelection } from '../outputs/selection.ts'
import { refreshSubscription } from '../subscriptions/actions.ts'
import { openInNewTab } from '../ui/open-in-new-tab.ts'
import { say } from '../ui/toasts.tsx'
import { archiveEntries, changeEntries, markRead } from './actions.ts'
import { findSummary } from './cache.ts'
import type { ListQuery } from './list.ts'
import { entryQuery } from './queries.ts'
import { neighbour, type useEntryList } from './use-entry-list.ts'

type Listed = ReturnType<typeof useEntryList>

interface Selection {
  readonly query: ListQuery
  readonly ids: ReadonlySet<EntryId>
}
const NONE: ReadonlySet<EntryId> = new Set()

/** What a person does while reading: going through the list, and changing what is open. */
export function useReading(query: ListQuery, listed: Listed, id: EntryId | undefined) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { history } = useRouter()
  const { list } = listed
  // What is selected in a list is not what one sees in another.
  const [selection, setSelection] = useState<Selection>({ query, ids: NONE })
  const selected = selection.query === query ? selection.ids : NONE
  const next = neighbour(list, id, 1)
  const previous = neighbour(list, id, -1)

  const open = (target: EntryId | undefined): void => {
    if (target === undefined) return
    // One step back leads out of the entries, however many were read.
    const replace = id !== undefined
    void navigate({ to: '.', search: (now) => ({ ...now, entry: target }), replace })
  }
  const close = (): void => {
    if (id === undefined) return unselect()
    if (history.canGoBack()) history.back()
    else void navigate({ to: '.', search: ({ entry: _, ...now }) => now, replace: true })
  }
  const unselect = (): void => setSelection({ query, ids: NONE })
  const select = (target: EntryId): void => {
    const ids = new Set(selected)
    if (!ids.delete(target) && ids.size < MOST_ENTRIES) ids.add(target)
    setSelection({ query, ids })
  }
  /** What the keys act on: what is selected, else what is open. */
  const targets = (): EntrySummary[] => {
    const ids = selected.size > 0 ? [...selected] : id === undefined ? [] : [id]
    return ids.flatMap((one) => findSummary(client, one) ?? [])
  }
  const onTargets = (act: (entries: readonly EntrySummary[]) => void) => () => {
    const entries = targets()
    if (entries.length > 0) act(entries)
    unselect()
  }
  const onOpen = (act: (entry: EntrySummary) => void) => () => {
    const entry = id === undefined ? undefined : findSummary(client, id)
    if (entry !== undefined) act(entry)
  }

  const archive = (entries: readonly EntrySummary[]): void => {
    const gone = new Set(entries.flatMap((entry) => (entry.archived ? [] : [entry.id])))
    if (id !== undefined && gone.has(id) && query.view !== 'starred') {
      const follower = goingOn(list?.entries ?? [], id, gone)
      if (follower === undefined) close()
      else open(follower)
    }
    void archiveEntries(client, entries)
  }
  const toggleRead = (entries: readonly EntrySummary[]): void => {
    const read = !entries.every((entry) => entry.read)
    void changeEntries(client, idsOf(entries), { read })
  }
  const toggleStar = (entries: readonly EntrySummary[]): void => {
    const starred = !entries.every((entry) => entry.starred)
    void changeEntries(client, idsOf(entries), { starred })
  }

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

  /** Makes a post of entries; of a single one, of what of its text is selected. */
  const publish = (entries: readonly EntrySummary[]): void => {
    noteSelection()
    void navigate({ to: '/outputs', search: { entries: idsOf(entries) } })
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
  // Where nothing is open or selected these keys are free for others.
  useCommands(
    id === undefined && selected.size === 0
      ? {}
      : {
          'toggle-read': onTargets(toggleRead),
          'toggle-star': onTargets(toggleStar),
          archive: onTargets(archive),
          publish: onTargets(publish),
        },
  )
  useCommands(
    id === undefined
      ? {}
      : {
          open: onOpen((entry) => {
            if (entry.url !== null) openInNewTab(entry.url)
          }),
          'select-entry': () => select(id),
          'mark-above': onOpen(markAbove),
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
    archive: (entry: EntrySummary) => archive([entry]),
    toggleRead: (entry: EntrySummary) => toggleRead([entry]),
    toggleStar: (entry: EntrySummary) => toggleStar([entry]),
    publish: (entry: EntrySummary) => publish([entry]),
    markAll,
    markAbove,
    selected,
    unselect,
    /** The same for all that is selected. */
    selection: {
      archive: onTargets(archive),
      toggleRead: onTargets(toggleRead),
      toggleStar: onTargets(toggleStar),
      publish: onTargets(publish),
    },
    marksRead: marksRead(query),
  }
}

/** @returns the entry below what is gone, else the one above it */
function goingOn(
  listed: readonly EntrySummary[],
  from: EntryId,
  gone: ReadonlySet<EntryId>,
): EntryId | undefined {
  const at = listed.findIndex(({ id }) => id === from)
  const isThere = ({ id }: EntrySummary): boolean => !gone.has(id)
  return (listed.slice(at + 1).find(isThere) ?? listed.slice(0, Math.max(at, 0)).findLast(isThere))?.id
}

function idsOf(entries: readonly EntrySummary[]): EntryId[] {
  return entries.map(({ id }) => id)
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
