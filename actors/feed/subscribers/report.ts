import type { FeedRow as DirectoryRow } from '@switchboard/shared-types/api/admin'
import type { FeedId } from '@switchboard/shared-types/ids'
import type { FeedRow } from '../feed-row.ts'

/** What the directory knows of a feed. */
export function toReport(id: FeedId, row: FeedRow, subscribers: number, now: Date): DirectoryRow {
  return {
    id,
    url: row.url,
    title: row.title,
    health: row.health,
    reason: row.reason,
    subscribers,
    reportedAt: now.toISOString(),
  }
}
