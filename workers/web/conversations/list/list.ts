import type { Priority } from '@switchboard/shared-types/api/conversations/analysis'
import type {
  ConversationPage,
  ConversationSummary,
  ConversationView,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { ChannelId, ConversationId, PersonId } from '@switchboard/shared-types/ids'

/** What a list shows. */
export interface ListQuery {
  readonly view: ConversationView
  readonly sort: 'time' | 'priority'
  readonly channel?: ChannelId
  readonly label?: string
  /** Whose they are; `none`: nobody's. */
  readonly assignee?: PersonId | 'none'
  readonly q?: string
}

/**
 * A list as a person sees it. What was read or answered stays until the list is loaded anew, so that nothing moves
 * away under the reader's hand; what was archived or snoozed goes at once.
 */
export interface ConversationList {
  readonly query: ListQuery
  readonly conversations: readonly ConversationSummary[]
  /** For the next page; null at the end. */
  readonly nextCursor: string | null
}

export function fromPage(query: ListQuery, page: ConversationPage): ConversationList {
  return { query, conversations: page.conversations, nextCursor: page.nextCursor }
}

/** Adds the next page at the old end. */
export function append(list: ConversationList, page: ConversationPage): ConversationList {
  return {
    ...list,
    conversations: sorted(list.query, union(page.conversations, list.conversations)),
    nextCursor: page.nextCursor,
  }
}

/** Follows conversations that are new or otherwise than before. Applying it a second time changes nothing. */
export function withChanged(
  list: ConversationList,
  changed: readonly ConversationSummary[],
): ConversationList {
  const shown = new Set(list.conversations.map(({ id }) => id))
  const staying = changed.filter((one) => (shown.has(one.id) ? stays(one, list.query) : enters(one, list)))
  const ids = new Set(changed.map(({ id }) => id))
  const others = list.conversations.filter(({ id }) => !ids.has(id))
  if (staying.length === 0 && others.length === list.conversations.length) return list
  return { ...list, conversations: sorted(list.query, [...others, ...staying]) }
}

export function withoutRemoved(list: ConversationList, ids: readonly ConversationId[]): ConversationList {
  const gone = new Set(ids)
  const conversations = list.conversations.filter(({ id }) => !gone.has(id))
  return conversations.length === list.conversations.length ? list : { ...list, conversations }
}

/** @returns whether a conversation is part of the view */
export function fitsView(one: ConversationSummary, view: ConversationView): boolean {
  const isSnoozed = one.snoozedUntil !== null
  const isOpen = !one.archived && !isSnoozed
  switch (view) {
    case 'open':
      return isOpen
    case 'unread':
      return isOpen && !one.muted && one.unread > 0
    case 'answer':
      return isOpen && !one.muted && one.answerExpected
    case 'snoozed':
      return !one.archived && isSnoozed
    case 'archived':
      return one.archived
    case 'all':
      return true
  }
}

/** What a list that shows a conversation already goes on showing. */
function stays(one: ConversationSummary, query: ListQuery): boolean {
  if (query.q !== undefined || query.view === 'all') return true
  if (one.archived !== (query.view === 'archived')) return false
  return query.view === 'archived' || (one.snoozedUntil !== null) === (query.view === 'snoozed')
}

function enters(one: ConversationSummary, list: ConversationList): boolean {
  const { query, nextCursor, conversations } = list
  // A search is a question asked once: what arrives later is not its answer.
  if (query.q !== undefined || !fitsView(one, query.view)) return false
  if (query.channel !== undefined && one.channelId !== query.channel) return false
  if (query.label !== undefined && !one.labels.includes(query.label)) return false
  if (query.assignee !== undefined && (one.assignee ?? 'none') !== query.assignee) return false
  const last = conversations.at(-1)
  // What lies behind the loaded pages comes with them.
  return nextCursor === null || last === undefined || compare(query, one, last) < 0
}

function union(
  older: readonly ConversationSummary[],
  newer: readonly ConversationSummary[],
): ConversationSummary[] {
  return [...new Map([...older, ...newer].map((one) => [one.id, one])).values()]
}

function sorted(query: ListQuery, conversations: readonly ConversationSummary[]): ConversationSummary[] {
  return conversations.toSorted((a, b) => compare(query, a, b))
}

const RANK: Record<Priority, number> = { urgent: 0, high: 1, normal: 2, low: 3 }

function compare({ sort }: ListQuery, a: ConversationSummary, b: ConversationSummary): number {
  const byPriority = sort === 'priority' ? RANK[a.priority] - RANK[b.priority] : 0
  if (byPriority !== 0) return byPriority
  if (a.lastAt !== b.lastAt) return a.lastAt < b.lastAt ? 1 : -1
  return a.id < b.id ? 1 : -1
}
