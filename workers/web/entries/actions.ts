import type { Counts, EntryState, EntrySummary, MarkRead } from '@switchboard/shared-types/api/entries'
import type { EntryId } from '@switchboard/shared-types/ids'
import type { QueryClient } from '@tanstack/react-query'
import { answer, api } from '../app/api.ts'
import { say, sayProblem } from '../ui/toasts.tsx'
import { findSummary, followInCache } from './cache.ts'
import { withState, type StateChange } from './list.ts'
import { countsKey } from './queries.ts'
import { recount } from './recount.ts'

/** Changes entries here at once and at the server soon after; what the server refuses is taken back. */
export async function changeEntries(
  client: QueryClient,
  ids: readonly EntryId[],
  state: StateChange,
): Promise<void> {
  const before = ids.map((id) => ({ id, known: findSummary(client, id) }))
  for (const { id, known } of before) show(client, id, state, known)
  try {
    await answer(api.entries.$patch({ json: { ids: [...ids], state } }))
  } catch (error) {
    for (const { id, known } of before) {
      if (known !== undefined) show(client, id, undoOf(known, state), withState(known, state))
    }
    sayProblem(error)
  }
}

/** As {@link changeEntries}, and says so with a way back. Where some are not archived, all will be. */
export async function archiveEntries(client: QueryClient, entries: readonly EntrySummary[]): Promise<void> {
  const archived = !entries.every((entry) => entry.archived)
  const ids = entries.flatMap((entry) => (entry.archived === archived ? [] : [entry.id]))
  say(archived ? 'Archived' : 'Back in the inbox', () => {
    void changeEntries(client, ids, { archived: !archived })
  })
  await changeEntries(client, ids, { archived })
}

/** Marks a stretch of a list as read; what arrived after its newest entry stays unread. */
export async function markRead(client: QueryClient, range: MarkRead): Promise<void> {
  try {
    await answer(api.entries['mark-read'].$post({ json: range }))
    followInCache(client, { type: 'entries.marked-read', range })
    await client.invalidateQueries({ queryKey: countsKey })
  } catch (error) {
    sayProblem(error)
  }
}

function show(client: QueryClient, id: EntryId, state: StateChange, before: EntrySummary | undefined): void {
  followInCache(client, { type: 'entries.changed', ids: [id], state })
  if (before === undefined) return
  client.setQueryData<Counts>(countsKey, (counts) =>
    counts === undefined ? counts : recount(counts, before, withState(before, state)),
  )
}

function undoOf(before: EntryState, state: StateChange): StateChange {
  return {
    ...(state.read === undefined ? {} : { read: before.read }),
    ...(state.starred === undefined ? {} : { starred: before.starred }),
    ...(state.archived === undefined ? {} : { archived: before.archived }),
  }
}
