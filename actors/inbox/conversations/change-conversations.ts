import type { ChangeConversations } from '@switchboard/shared-types/api/conversations/conversation'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { TriageAct } from '@switchboard/shared-types/contracts/inbox-messages'
import type { InboxId } from '@switchboard/shared-types/ids'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Timeline } from '../history/timeline.ts'
import type { Written } from '../inbox.ts'
import { assigned } from './assign.ts'
import { toSummary, unreadAgain } from './conversation-row.ts'
import type { ConversationRow, NewConversationRow } from './conversation-row.ts'
import type { ConversationTable } from './conversation-table.ts'
import { tellAssigned } from './tell-assigned.ts'

/** A conversation has no more labels than this; further ones are passed over. */
const MAX_LABELS = 20
/** In one frame. */
const FRAME_CONVERSATIONS = 100

interface TriageTables {
  readonly id: InboxId
  readonly timeline: Timeline
  readonly conversations: ConversationTable
}

/**
 * Does to some conversations what a person wants, and tells whom they assign them to. Only those that differ are
 * written. Call it inside a transaction.
 */
export function changeConversations(
  tables: TriageTables,
  mail: Mail,
  { ids, change, by }: TriageAct,
  trace: Trace,
  now: Date,
): Written<Result<{ changed: number }>> {
  const changed: ConversationRow[] = []
  const given: ConversationRow[] = []
  for (const id of new Set(ids)) {
    const before = tables.conversations.findShown(id)
    if (before === undefined) continue
    const { assignee = before.assignee } = change
    const wanted = assigned(triaged(before, change), assignee, by?.id ?? null, now)
    const after = tables.conversations.save(before, wanted)
    if (after !== before) changed.push(after)
    if (assignee !== before.assignee && assignee !== by?.id) given.push(after)
  }
  tellAssigned(mail, tables.id, given, by?.name ?? 'Somebody', trace)
  return { answer: ok({ changed: changed.length }), events: changedEvents(tables, changed, now) }
}

/** Brings snoozed conversations back as unread, those whose time has come. Call it inside a transaction. */
export function wakeSnoozed(tables: Omit<TriageTables, 'id'>, now: Date, limit: number): Written<null> {
  const woken = tables.conversations
    .waking(now, limit)
    .map((row) => tables.conversations.save(row, { ...row, snoozedUntil: null, readUpTo: unreadAgain(row) }))
    .filter(({ mergedInto }) => mergedInto === null)
  return { answer: null, events: changedEvents(tables, woken, now) }
}

/** Tells devices how some conversations stand now. Part of the caller's transaction. */
export function changedEvents(
  { timeline }: Pick<TriageTables, 'timeline'>,
  rows: readonly ConversationRow[],
  now: Date,
): InboxEvent[] {
  const events: InboxEvent[] = []
  for (let from = 0; from < rows.length; from += FRAME_CONVERSATIONS) {
    const conversations = rows.slice(from, from + FRAME_CONVERSATIONS).map(toSummary)
    events.push(timeline.record({ type: 'conversations.changed', conversations }, now))
  }
  return events
}

/** @returns the row after a person's or a rule's act; what is archived is no longer snoozed */
export function triaged<Row extends NewConversationRow>(
  row: Row,
  change: ChangeConversations['change'],
): Row {
  const { read, archived = row.archived, muted = row.muted, priority = row.ownPriority } = change
  const snoozedUntil = change.archived === true ? null : row.snoozedUntil
  return {
    ...row,
    archived,
    muted,
    snoozedUntil: change.snoozedUntil === undefined ? snoozedUntil : toUtc(change.snoozedUntil),
    ownPriority: priority,
    readUpTo: readUpToAfter(row, read),
    labels: labelsAfter(row.labels, change),
  }
}

function readUpToAfter(row: NewConversationRow, read: boolean | undefined): number {
  if (read === undefined) return row.readUpTo
  return read ? Math.max(row.readUpTo, row.received) : unreadAgain(row)
}

function labelsAfter(
  labels: readonly string[],
  { addLabels = [], removeLabels = [] }: ChangeConversations['change'],
): string[] {
  const removed = new Set(removeLabels)
  const kept = [...new Set([...labels, ...addLabels])].filter((label) => !removed.has(label))
  return kept.slice(0, MAX_LABELS).toSorted()
}

/** As it is compared: always with milliseconds. */
function toUtc(at: string | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
