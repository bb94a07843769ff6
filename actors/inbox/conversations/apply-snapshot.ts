import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { ConversationSnapshot } from '@switchboard/shared-types/contracts/conversation'
import { ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { Trace } from '@switchboard/shared-types/trace'
import type { Timeline } from '../history/timeline.ts'
import type { Written } from '../inbox.ts'
import { askAbout, sorted } from '../rules/ask-about.ts'
import { carryOut } from '../rules/carry-out.ts'
import type { CarryTables } from '../rules/carry-out.ts'
import { changedEvents } from './change-conversations.ts'
import { toSummary, unreadOf } from './conversation-row.ts'
import type { ConversationRow } from './conversation-row.ts'
import type { ConversationTable } from './conversation-table.ts'
import type { ConversationTexts, Texts } from './conversation-texts.ts'
import { unhandled, withChanges, withMessages, withSummary } from './remember.ts'
import { rowAfter } from './row-after.ts'

export interface ConversationTables extends CarryTables {
  readonly timeline: Timeline
  readonly conversations: ConversationTable
  readonly texts: ConversationTexts
}

/**
 * Takes what a conversation says of itself and asks the rules about what is new in it. A snapshot that is older than
 * what is known changes no row by itself, but rules are still asked about messages that only it brought. Call it inside
 * a transaction.
 */
export function applySnapshot(
  tables: ConversationTables,
  mail: Mail,
  snapshot: ConversationSnapshot,
  trace: Trace,
  now: Date,
): Written<Result<null>> {
  const before = tables.conversations.find(snapshot.id)
  const isNewer = before === undefined || snapshot.version > before.version
  const known = before === undefined ? NOTHING : tables.texts.read(before.no)
  const told = isNewer ? rowAfter(before, snapshot) : before
  // What came late came before an analysis that is known by now.
  const isUnderstood = snapshot.analysed || (!isNewer && told.category !== null)
  const asked = askAbout(
    told.mergedInto === null ? tables.rules.all() : [],
    told,
    questions(known, snapshot, isUnderstood),
  )
  const row = tables.conversations.save(before, sorted(told, asked.matches, now))
  const asSaid = withMessages(withSummary(known, isNewer ? snapshot : null), asked.messages)
  // What went into another conversation is found there.
  const texts = told.mergedInto === null ? withChanges(asSaid, snapshot, isNewer) : { ...asSaid, recent: [] }
  tables.texts.save(row.no, known, texts)
  // Devices are told in the order in which the history takes its numbers.
  const changed = eventsOf(tables, before, row, now)
  const carried = carryOut(tables, mail, row, asked.matches, trace, now)
  return { answer: ok(null), events: [...changed, ...carried] }
}

const NOTHING: Texts = { title: '', people: '', summary: '', recent: [], handled: [] }

/** New messages, and those that waited for the analysis which this snapshot brings. */
function questions(known: Texts, snapshot: ConversationSnapshot, isUnderstood: boolean) {
  const fresh = unhandled(known, snapshot).map((message) => ({
    message,
    stage: isUnderstood ? ('all' as const) : ('arrived' as const),
  }))
  const waiting = snapshot.analysed ? known.recent.filter((message) => !message.analysed) : []
  return [...waiting.map((message) => ({ message, stage: 'analysed' as const })), ...fresh]
}

function eventsOf(
  tables: ConversationTables,
  before: ConversationRow | undefined,
  row: ConversationRow,
  now: Date,
): InboxEvent[] {
  const wasShown = before !== undefined && before.mergedInto === null
  if (row.mergedInto === null) {
    const isSame = wasShown && JSON.stringify(toSummary(before)) === JSON.stringify(toSummary(row))
    return isSame ? [] : changedEvents(tables, [row], now)
  }
  if (!wasShown) return []
  const gone = tables.timeline.record({ type: 'conversations.removed', ids: [row.id] }, now)
  return [gone, ...carryOver(tables, row, now)]
}

/**
 * What nobody had read of a conversation is unread in the one that it went into, and who had it has that one, unless
 * somebody else does.
 */
function carryOver(tables: ConversationTables, row: ConversationRow, now: Date): InboxEvent[] {
  const target = row.mergedInto === null ? undefined : tables.conversations.find(row.mergedInto)
  if (target === undefined) return []
  const unread = unreadOf(row)
  const { assignee, assignedBy, assignedAt } = target.assignee === null ? row : target
  const readUpTo = unread === 0 ? target.readUpTo : target.received - unreadOf(target) - unread
  const after = tables.conversations.save(target, { ...target, readUpTo, assignee, assignedBy, assignedAt })
  return target.mergedInto === null && after !== target ? changedEvents(tables, [after], now) : []
}
