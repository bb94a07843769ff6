import type { ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { Timeline } from '../history/timeline.ts'
import type { Written } from '../inbox.ts'
import { toSummary } from './conversation-row.ts'
import type { ConversationRow } from './conversation-row.ts'
import type { ConversationTable } from './conversation-table.ts'
import type { ConversationTexts } from './conversation-texts.ts'
import { unhandled, withMessages, withSummary } from './remember.ts'
import { rowAfter } from './row-after.ts'

export interface ConversationTables {
  readonly timeline: Timeline
  readonly conversations: ConversationTable
  readonly texts: ConversationTexts
}

/**
 * Takes what a conversation says of itself. A snapshot that is older than what is known changes no row, but the messages
 * that only it brought are still shown to the rules. Call it inside a transaction.
 */
export function applySnapshot(
  tables: ConversationTables,
  snapshot: ConversationSnapshot,
  now: Date,
): Written<Result<null>> {
  const before = tables.conversations.find(snapshot.id)
  const isNewer = before === undefined || snapshot.version > before.version
  const known = before === undefined ? NOTHING : tables.texts.read(before.no)
  const arrived = unhandled(known, snapshot.arrived)
  const row = tables.conversations.save(before, isNewer ? rowAfter(before, snapshot) : before)
  tables.texts.save(row.no, known, withMessages(withSummary(known, isNewer ? snapshot : null), arrived))
  return { answer: ok(null), events: eventsOf(tables, before, row, now) }
}

const NOTHING = { title: '', people: '', summary: '', recent: [], handled: [] }

function eventsOf(
  { timeline }: ConversationTables,
  before: ConversationRow | undefined,
  row: ConversationRow,
  now: Date,
): InboxEvent[] {
  if (row.mergedInto !== null) {
    if (before === undefined || before.mergedInto !== null) return []
    return [timeline.record({ type: 'conversations.removed', ids: [row.id] }, now)]
  }
  const shown = toSummary(row)
  const isSame = before !== undefined && JSON.stringify(toSummary(before)) === JSON.stringify(shown)
  return isSame ? [] : [timeline.record({ type: 'conversations.changed', conversations: [shown] }, now)]
}
