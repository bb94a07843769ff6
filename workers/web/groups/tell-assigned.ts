import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { QueryClient } from '@tanstack/react-query'
import { accountQuery } from '../account/queries.ts'
import { group } from '../app/inbox.ts'
import { say } from '../ui/toasts.tsx'
import { membersQuery } from './queries.ts'
import { nameAmong } from './use-group.ts'

/** What is older was told while nobody looked: it stands among the notifications. */
const NEWS_MS = 60_000

/**
 * Says in passing that somebody has just assigned a conversation to whoever looks at the group's inbox.
 * @param before as the page knew it
 */
export function tellAssigned(
  client: QueryClient,
  before: ConversationSummary | undefined,
  { title, assignee, assignedBy, assignedAt }: ConversationSummary,
): void {
  const me = client.getQueryData(accountQuery.queryKey)?.id
  if (assignee === null || assignee !== me || assignedBy === me || assignedAt === null) return
  const isNews = before?.assignedAt !== assignedAt && Date.now() - Date.parse(assignedAt) < NEWS_MS
  if (!isNews) return
  const members = client.getQueryData(membersQuery(group).queryKey) ?? []
  say(`${assignedBy === null ? 'A rule' : nameAmong(members, assignedBy)} assigned you “${title}”`)
}
