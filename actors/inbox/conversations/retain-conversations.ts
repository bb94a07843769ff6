import { and, asc, count, eq, isNull } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type { Mail } from '@switchboard/kernel/outbox/mail'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { Trace } from '@switchboard/shared-types/trace'
import { conversationMessages } from '../conversation-messages.ts'
import type { Timeline } from '../history/timeline.ts'
import { conversations } from '../schema.ts'
import type { ConversationTable } from './conversation-table.ts'
import type { ConversationTexts } from './conversation-texts.ts'

export interface ConversationRetention {
  /** Beyond this many conversations the oldest archived ones go, with all that was said in them. */
  readonly maxConversations: number
  /** Taken in one transaction. */
  readonly batch: number
}

export const CONVERSATION_RETENTION: ConversationRetention = { maxConversations: 50_000, batch: 500 }

export interface RetainedTables {
  readonly db: DrizzleSqliteDODatabase
  readonly timeline: Timeline
  readonly conversations: ConversationTable
  readonly texts: ConversationTexts
}

/**
 * Takes the oldest archived conversations beyond the cap, and lets each of them forget itself. One that went into
 * another stays: it passes on what is still said in it. Call it inside a transaction.
 */
export function retainConversations(
  tables: RetainedTables,
  mail: Pick<Mail, 'send'>,
  policy: ConversationRetention,
  trace: Trace,
  now: Date,
): { readonly events: InboxEvent[]; readonly more: boolean } {
  const total = tables.db.select({ rows: count() }).from(conversations).get()?.rows ?? 0
  const limit = Math.min(policy.batch, total - policy.maxConversations)
  if (limit <= 0) return { events: [], more: false }
  const rows = tables.db
    .select()
    .from(conversations)
    .where(and(eq(conversations.archived, true), isNull(conversations.mergedInto)))
    .orderBy(asc(conversations.lastAt))
    .limit(limit)
    .all()
  for (const row of rows) {
    tables.conversations.remove(row)
    tables.texts.remove(row.no)
    conversationMessages.purge(mail, row.id, trace)
  }
  const ids = rows.map(({ id }) => id)
  const events = ids.length === 0 ? [] : [tables.timeline.record({ type: 'conversations.removed', ids }, now)]
  return { events, more: rows.length === policy.batch }
}
