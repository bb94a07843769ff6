import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useMe } from '../groups/use-group.ts'
import { ConversationListView } from './list/conversation-list-view.tsx'
import { ListHead } from './list/list-head.tsx'
import type { ListQuery } from './list/list.ts'
import { ConversationSelectionBar } from './list/conversation-selection-bar.tsx'
import { useConversationList } from './list/use-conversation-list.ts'
import { ThreadPane } from './thread/thread-pane.tsx'
import { TriageDialogs } from './triage/triage-dialogs.tsx'
import { useTriage } from './triage/use-triage.ts'
import '../entries/reading-page.css'
import './list/list.css'

const route = getRouteApi('/house/conversations')

/** A list of conversations and, beside it or on a narrow screen instead of it, the open one. */
export function ConversationsPage() {
  const { view = 'open', sort = 'time', channel, label, assignee, q, conversation } = route.useSearch()
  const me = useMe()
  const whose = assignee === 'me' ? me : assignee
  const query = useMemo<ListQuery>(
    () => ({
      view,
      sort,
      ...(channel === undefined ? {} : { channel }),
      ...(label === undefined ? {} : { label }),
      ...(whose === undefined ? {} : { assignee: whose }),
      ...(q === undefined ? {} : { q }),
    }),
    [view, sort, channel, label, whose, q],
  )
  const listed = useConversationList(query)
  const triage = useTriage(listed.list?.conversations ?? NONE, conversation, listed.reload)
  return (
    <main className="reading">
      <section className="list-pane" aria-label="Conversations">
        <ListHead query={query} listed={listed} />
        <ConversationSelectionBar triage={triage} />
        <ConversationListView query={query} listed={listed} open={conversation} selected={triage.selected} />
      </section>
      <ThreadPane id={conversation} triage={triage} />
      <TriageDialogs triage={triage} />
    </main>
  )
}

const NONE: readonly never[] = []
