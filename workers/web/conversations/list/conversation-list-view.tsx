import type { ConversationId } from '@switchboard/shared-types/ids'
import { VirtualList } from '../../ui/virtual-list/virtual-list.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { ListEmpty } from './list-empty.tsx'
import type { ListQuery } from './list.ts'
import type { Listed } from './use-conversation-list.ts'

interface ConversationListViewProps {
  readonly query: ListQuery
  readonly listed: Listed
  readonly open: ConversationId | undefined
  readonly selected: ReadonlySet<ConversationId>
}

export function ConversationListView({ query, listed, open, selected }: ConversationListViewProps) {
  return (
    <VirtualList
      label="Conversations"
      rem={6.75}
      query={query}
      items={listed.list?.conversations ?? NONE}
      open={open}
      paged={listed}
      empty={<ListEmpty query={query} />}
      row={(conversation, place) => (
        <ConversationRow
          key={conversation.id}
          {...place}
          conversation={conversation}
          isSelected={selected.has(conversation.id)}
        />
      )}
    />
  )
}

const NONE: readonly never[] = []
