import type {
  ConversationPage,
  ConversationSummary,
} from '@switchboard/shared-types/api/conversations/conversation'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { answer, api } from '../../app/api.ts'
import { recent, whenFollowing } from '../../live/live.ts'
import { fromPage, withChanged, withoutRemoved, type ConversationList, type ListQuery } from './list.ts'

const PAGE = 60
const LONGEST_WAIT_MS = 800

export const listsKey = ['conversations'] as const

export function listKey(query: ListQuery) {
  return [...listsKey, query] as const
}

/** A list, kept true by the live connection from the moment it is loaded. */
export function listQuery(query: ListQuery) {
  return queryOptions({
    queryKey: listKey(query),
    queryFn: () => loadPage(query, null),
    staleTime: Infinity,
    gcTime: 10 * 60_000,
  })
}

/** Loads a page; what the live connection told while it was on its way is applied to it. */
export async function loadPage(query: ListQuery, cursor: string | null): Promise<ConversationList> {
  await whenFollowing(LONGEST_WAIT_MS)
  const mark = recent.mark()
  const list = fromPage(query, await fetchPage(query, cursor))
  return (recent.since(mark) ?? []).reduce(followEvent, list)
}

/** Follows an event that is about conversations. */
export function followEvent(list: ConversationList, event: InboxEvent): ConversationList {
  if (event.type === 'conversations.changed') return withChanged(list, event.conversations)
  if (event.type === 'conversations.removed') return withoutRemoved(list, event.ids)
  return list
}

/** @returns the conversation as any list holds it */
export function findSummary(client: QueryClient, id: ConversationId): ConversationSummary | undefined {
  for (const [, list] of client.getQueriesData<ConversationList>({ queryKey: listsKey })) {
    const found = list?.conversations.find((one) => one.id === id)
    if (found !== undefined) return found
  }
  return client.getQueryData<ConversationSummary>(summaryKey(id))
}

export function summaryKey(id: ConversationId) {
  return ['conversation-summary', id] as const
}

async function fetchPage(query: ListQuery, cursor: string | null): Promise<ConversationPage> {
  const { view, sort, channel, label, assignee, q } = query
  return answer(
    api.conversations.$get({
      query: {
        view,
        sort,
        limit: String(PAGE),
        ...(channel === undefined ? {} : { channel }),
        ...(label === undefined ? {} : { label }),
        ...(assignee === undefined ? {} : { assignee }),
        ...(q === undefined ? {} : { q }),
        ...(cursor === null ? {} : { cursor }),
      },
    }),
  )
}
