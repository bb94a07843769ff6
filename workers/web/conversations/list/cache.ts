import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { InboxEvent } from '@switchboard/shared-types/realtime/frames'
import type { QueryClient } from '@tanstack/react-query'
import { reload } from '../../app/reload.ts'
import { tellAssigned } from '../../groups/tell-assigned.ts'
import { withChanged, type ConversationList } from './list.ts'
import { findSummary, followEvent, listsKey, summaryKey } from './queries.ts'

/** Brings every list of conversations that the page holds up to date with an event. */
export function followConversations(client: QueryClient, event: InboxEvent): void {
  if (event.type !== 'conversations.changed' && event.type !== 'conversations.removed') return
  if (event.type === 'conversations.changed') {
    for (const one of event.conversations) tellAssigned(client, findSummary(client, one.id), one)
  }
  client.setQueriesData<ConversationList>({ queryKey: listsKey }, (list) => list && followEvent(list, event))
  if (event.type === 'conversations.changed') keepSummaries(client, event.conversations)
}

/** As if the house had told that they are so now. */
export function showChanged(client: QueryClient, changed: readonly ConversationSummary[]): void {
  client.setQueriesData<ConversationList>(
    { queryKey: listsKey },
    (list) => list && withChanged(list, changed),
  )
  keepSummaries(client, changed)
}

/** Throws away the lists that are not shown and loads the shown one anew. */
export function reloadConversations(client: QueryClient): void {
  client.removeQueries({ queryKey: listsKey, type: 'inactive' })
  reload(client, listsKey)
  reload(client, ['conversation-summary'])
}

function keepSummaries(client: QueryClient, changed: readonly ConversationSummary[]): void {
  for (const one of changed) {
    client.setQueryData<ConversationSummary>(summaryKey(one.id), (known) => known && one)
  }
}
