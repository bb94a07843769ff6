import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { DrizzleSqliteDODatabase } from 'drizzle-orm/durable-sqlite'
import type {
  ConversationPage,
  ConversationQuery,
  ConversationSummary,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { InboxConversationQuery } from '@switchboard/shared-types/contracts/inbox-messages'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { conversations } from '../schema.ts'
import { toFtsExpression } from '@switchboard/kernel/search/fts-expression'
import { toSummary } from './conversation-row.ts'
import type { ConversationRow } from './conversation-row.ts'
import type { ConversationTable } from './conversation-table.ts'
import { viewCondition } from './views.ts'

/** Urgent is 3, low is 0. */
const rank = sql<number>`CASE coalesce(${conversations.ownPriority}, ${conversations.analysedPriority})
  WHEN 'urgent' THEN 3 WHEN 'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END`

/** Behind which conversation a page begins. `rank` counts only where a list is sorted by priority. */
interface Place {
  readonly rank: number
  readonly at: string
  readonly no: number
}

/**
 * A page of conversations, newest first. The cursor names the last one shown by its time, so what comes in while
 * somebody leafs through moves to the front and nothing is shown twice or left out.
 */
export function listConversations(
  { db }: { readonly db: DrizzleSqliteDODatabase },
  query: InboxConversationQuery,
): Result<ConversationPage, 'cursor.invalid'> {
  const from = query.cursor === undefined ? null : readCursor(query.cursor, query.sort)
  if (from === undefined) return err('cursor.invalid', 'This cursor is not one of this list.')
  const byRank = query.sort === 'priority'
  const rows = db
    .select({ row: conversations, rank })
    .from(conversations)
    .where(and(viewCondition(query.view), filterOf(query), from === null ? undefined : behind(from, byRank)))
    .orderBy(...(byRank ? [desc(rank)] : []), desc(conversations.lastAt), desc(conversations.no))
    .limit(query.limit + 1)
    .all()
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  return ok({
    conversations: shown.map(({ row }) => toSummary(row)),
    nextCursor: last === undefined ? null : writeCursor(last, query.sort),
  })
}

export function summaryOf(
  { conversations: table }: { readonly conversations: ConversationTable },
  id: ConversationId,
): Result<ConversationSummary, 'conversation.not_found'> {
  const row = table.findShown(id)
  return row === undefined ? noConversation() : ok(toSummary(row))
}

export function noConversation() {
  return err('conversation.not_found', 'There is no such conversation in this inbox.')
}

function filterOf({ channel, label, assignee, q }: InboxConversationQuery): SQL | undefined {
  return and(
    channel === undefined ? undefined : isIn(channel, conversations.channelIds),
    label === undefined ? undefined : isIn(label, conversations.labels),
    assignee === undefined ? undefined : isAssignedTo(assignee),
    q === undefined ? undefined : matches(q),
  )
}

function isIn(value: string, column: typeof conversations.channelIds | typeof conversations.labels): SQL {
  return sql`${value} IN (SELECT value FROM json_each(${column}))`
}

function isAssignedTo(assignee: NonNullable<InboxConversationQuery['assignee']>): SQL {
  return assignee === 'none' ? isNull(conversations.assignee) : eq(conversations.assignee, assignee)
}

function matches(q: string): SQL {
  const expression = toFtsExpression(q)
  if (expression === '') return sql`0`
  return sql`${conversations.no} IN (SELECT rowid FROM conversation_texts WHERE conversation_texts MATCH ${expression})`
}

function behind({ rank: place, at, no }: Place, byRank: boolean): SQL | undefined {
  const { lastAt } = conversations
  const older = or(lt(lastAt, at), and(eq(lastAt, at), lt(conversations.no, no)))
  return byRank ? or(lt(rank, place), and(eq(rank, place), older)) : older
}

function writeCursor({ row, rank: place }: { row: ConversationRow; rank: number }, sort: string): string {
  return `${sort === 'priority' ? `p${place}` : 't'}.${row.lastAt}.${row.no}`
}

/** @returns undefined for what is no cursor of a list that is sorted like this */
function readCursor(cursor: string, sort: ConversationQuery['sort']): Place | undefined {
  const found = /^(?:t|p([0-3]))\.(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)\.([1-9]\d{0,14})$/.exec(cursor)
  const [, place, at, no] = found ?? []
  if (at === undefined || no === undefined || (place === undefined) !== (sort === 'time')) return undefined
  return { rank: Number(place ?? 0), at, no: Number(no) }
}
