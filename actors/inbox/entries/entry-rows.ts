import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import type { SubscriptionId } from '@switchboard/shared-types/ids'
import type { entries } from '../schema.ts'
import { entryId } from './entry-id.ts'

export type EntryRow = typeof entries.$inferSelect

export function toSummary(row: EntryRow, subscriptionId: SubscriptionId): EntrySummary {
  return {
    id: entryId(row.no, row.arrivedAt),
    subscriptionId,
    read: row.read,
    starred: row.starred,
    archived: row.archived,
    title: row.title,
    url: row.url,
    author: row.author,
    snippet: row.snippet,
    image: row.image,
    publishedAt: row.publishedAt,
    arrivedAt: row.arrivedAt,
  }
}
