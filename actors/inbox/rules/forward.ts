import type { Mail } from '@switchboard/kernel/outbox/mail'
import { clip } from '@switchboard/kernel/text/clip'
import type { Rule } from '@switchboard/shared-types/api/rules'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { conversationMessages } from '../conversation-messages.ts'
import type { ConversationRow } from '../conversations/conversation-row.ts'
import type { ConversationTable } from '../conversations/conversation-table.ts'
import type { Written } from '../inbox.ts'
import { addNotification } from '../notifications/notifications.ts'
import type { NotificationTables } from '../notifications/notifications.ts'
import type { PermissionTable } from '../permissions/permission-table.ts'
import type { Match } from './ask-about.ts'

const LONGEST_TEXT = 2_000
/** What was sent on lately is known by its beginning when another account of the same person hears it. */
const ECHO_USES = 50
const ECHO_LENGTH = 200

export interface ForwardTables extends NotificationTables {
  readonly conversations: ConversationTable
  readonly permissions: PermissionTable
}

/**
 * Sends a message's text on to the threads that a rule names, each under the standing permission of its channel, and
 * writes down that it left. Part of the caller's transaction.
 * @returns what devices are told
 */
export function forward(
  tables: ForwardTables,
  mail: Mail,
  row: ConversationRow,
  { rule, message }: Match,
  trace: Trace,
  now: Date,
): readonly InboxEvent[] {
  const targets = rule.actions.flatMap((action) => (action.type === 'forward' ? [action.to] : []))
  if (targets.length === 0 || isEcho(tables.permissions, message.text)) return []
  const text = clip(`${message.author.name} in “${row.title}”:\n\n${message.text}`, LONGEST_TEXT)
  const others = [...new Set(targets)].filter((to) => to !== row.id)
  return others.flatMap((to) => {
    const permission = permissionFor(tables, to)
    if (permission === undefined) return tellRefusal(tables, rule, to, now)
    const { id, channelId } = permission
    conversationMessages.send(mail, to, { key: `${rule.id}:${message.id}`, text, permission: id }, trace)
    const at = now.toISOString()
    tables.permissions.use({ permissionId: id, channelId, at, rule: rule.name, conversationId: to, text })
    return []
  })
}

/** Tells the person that a conversation would not send what a rule sent on. Call it inside a transaction. */
export function tellUnsent(
  tables: NotificationTables,
  to: ConversationId,
  key: string,
  reason: string,
  now: Date,
): Written<Result<null>> {
  const title = 'A message was not sent on by its rule'
  const told = { key: `unsent:${key}:${to}`, kind: 'message' as const, title, text: reason, about: to }
  return addNotification(tables, { ...told, at: now.toISOString() }, now)
}

/** Two accounts of one person may sit in the same group: what one sends, the other hears, and must not send on. */
function isEcho(permissions: PermissionTable, text: string): boolean {
  return permissions.uses(ECHO_USES).some((use) => text.includes(use.text.slice(0, ECHO_LENGTH)))
}

function permissionFor({ conversations, permissions }: ForwardTables, to: ConversationId) {
  const target = conversations.findShown(to)
  return target && permissions.forChannel(target.channelId)
}

/** Once for each rule and target, as long as the notification is known. */
function tellRefusal(tables: ForwardTables, { id, name }: Rule, to: ConversationId, now: Date) {
  const told = {
    key: `forward:${id}:${to}`,
    kind: 'message' as const,
    title: `The rule “${name}” can not send messages on`,
    text: 'The conversation is gone, or rules have no standing permission for its channel any more.',
    about: to,
    at: now.toISOString(),
  }
  return addNotification(tables, told, now).events
}
