import type { Counts, EntryState, EntrySummary } from '@switchboard/shared-types/api/entries'

/** The counts after one entry changed; the server's exact ones follow over the live connection. */
export function recount(counts: Counts, before: EntrySummary, after: EntrySummary): Counts {
  const unread = Number(isUnread(after)) - Number(isUnread(before))
  const starred = Number(after.starred) - Number(before.starred)
  return {
    ...counts,
    unread: Math.max(0, counts.unread + unread),
    starred: Math.max(0, counts.starred + starred),
    subscriptions: counts.subscriptions.map((one) =>
      one.id === before.subscriptionId ? { ...one, unread: Math.max(0, one.unread + unread) } : one,
    ),
  }
}

function isUnread(entry: EntryState): boolean {
  return !entry.read && !entry.archived
}
