import type { Mail } from '@switchboard/kernel/outbox/mail'
import { clip } from '@switchboard/kernel/text/clip'
import type { InboxId } from '@switchboard/shared-types/ids'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { Trace } from '@switchboard/shared-types/trace'
import { conversationMessages } from '../conversation-messages.ts'
import type { ConversationRow } from '../conversations/conversation-row.ts'
import { tellAssigned } from '../conversations/tell-assigned.ts'
import { addNotification } from '../notifications/notifications.ts'
import type { NotificationTables } from '../notifications/notifications.ts'
import type { Match } from './ask-about.ts'
import { forward } from './forward.ts'
import type { ForwardTables } from './forward.ts'
import type { RuleTable } from './rule-table.ts'

/** What took longer than this to come in is history: it is sorted, but nobody is told of it and nothing leaves. */
const FRESH_MS = 48 * 60 * 60 * 1000
const SNIPPET = 200

export interface CarryTables extends NotificationTables, ForwardTables {
  readonly id: InboxId
  readonly rules: RuleTable
}

/**
 * Does what matching rules want beyond sorting: tells the person and whom it assigned, has an answer drafted, sends texts
 * on. Part of the
 * caller's transaction.
 * @returns what devices are told
 */
export function carryOut(
  tables: CarryTables,
  mail: Mail,
  row: ConversationRow,
  matches: readonly Match[],
  trace: Trace,
  now: Date,
): InboxEvent[] {
  for (const [id, own] of Map.groupBy(matches, ({ rule }) => rule.id)) {
    tables.rules.count(id, own.length, now.toISOString())
  }
  const fresh = matches.filter(({ message }) => now.getTime() - Date.parse(message.at) < FRESH_MS)
  draft(mail, row, fresh, trace)
  if (fresh.length > 0 && isGivenNow(row, now)) tellAssigned(mail, tables.id, [row], 'A rule', trace)
  return [
    ...(row.muted ? [] : fresh.flatMap((match) => notify(tables, row, match, now))),
    ...fresh.flatMap((match) => forward(tables, mail, row, match, trace, now)),
  ]
}

/** Whether a rule has just assigned the conversation, in this transaction. */
function isGivenNow({ assignedBy, assignedAt }: ConversationRow, now: Date): boolean {
  return assignedBy === null && assignedAt === now.toISOString()
}

function notify(tables: CarryTables, row: ConversationRow, { rule, message }: Match, now: Date) {
  if (!rule.actions.some(({ type }) => type === 'notify')) return []
  const told = {
    key: `message:${message.id}`,
    kind: 'message' as const,
    title: clip(`${message.author.name}: ${row.title}`, SNIPPET),
    text: clip(message.text, SNIPPET),
    about: row.id,
    at: now.toISOString(),
  }
  return addNotification(tables, told, now).events
}

/** One draft for each rule, to the last message of those that came together; a machine is never answered. */
function draft(mail: Mail, row: ConversationRow, matches: readonly Match[], trace: Trace): void {
  const answerable = matches.filter(({ message }) => message.nature === 'ordinary')
  for (const [id, own] of Map.groupBy(answerable, ({ rule }) => rule.id)) {
    const last = own.at(-1)
    const action = last?.rule.actions.find(({ type }) => type === 'draft')
    if (last === undefined || action?.type !== 'draft') continue
    const { wish = null, useTone = false } = action
    const asked = { key: `${id}:${last.message.id}`, wish, useTone }
    conversationMessages.draft(mail, row.id, asked, trace)
  }
}
