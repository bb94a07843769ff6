import type { ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import { clip } from '@switchboard/kernel/text/clip'
import type { ConversationRow, NewConversationRow } from './conversation-row.ts'

/** Of a summary, in lists; as much as a glance takes in. */
const LISTED_SUMMARY = 500

const UNTOUCHED = {
  readUpTo: 0,
  archived: false,
  muted: false,
  snoozedUntil: null,
  labels: [],
  ownPriority: null,
  assignee: null,
  assignedBy: null,
  assignedAt: null,
}

/**
 * @returns the row after a newer snapshot: what the conversation says is replaced, what the person decided stays, but
 *   what somebody writes comes back into view unless it is muted
 */
export function rowAfter(
  before: ConversationRow | undefined,
  snapshot: ConversationSnapshot,
): NewConversationRow {
  const { priority, summary, ...told } = snapshot.summary
  const row = {
    ...(before ?? UNTOUCHED),
    ...told,
    lastAt: new Date(told.lastAt).toISOString(),
    id: snapshot.id,
    version: snapshot.version,
    channelIds: [...new Set(snapshot.threads.map(({ channel }) => channel))].toSorted(),
    analysedPriority: priority,
    summary: summary === null ? null : clip(summary, LISTED_SUMMARY),
    mergedInto: snapshot.mergedInto,
    received: snapshot.received,
  }
  const wakes = snapshot.received > (before?.received ?? 0) && !row.muted
  return wakes ? { ...row, archived: false, snoozedUntil: null } : row
}
