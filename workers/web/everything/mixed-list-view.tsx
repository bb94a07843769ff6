import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useMemo } from 'react'
import { ConversationRow } from '../conversations/list/conversation-row.tsx'
import { EntryRow } from '../entries/entry-row.tsx'
import type { Reading } from '../entries/use-reading.ts'
import { subscriptionsQuery } from '../subscriptions/queries.ts'
import { Empty } from '../ui/empty.tsx'
import type { Paged } from '../ui/virtual-list/use-virtual-rows.ts'
import { VirtualList } from '../ui/virtual-list/virtual-list.tsx'
import type { Item } from './mixed.ts'

const ONE_LIST = {}

interface MixedListViewProps {
  readonly items: readonly Item[]
  readonly open: string | undefined
  readonly paged: Paged
  readonly reading: Reading
}

export function MixedListView({ items, open, paged, reading }: MixedListViewProps) {
  const { data: subscriptions } = useQuery(subscriptionsQuery)
  const byId = useMemo(() => new Map(subscriptions?.map((one) => [one.id, one])), [subscriptions])
  return (
    <VirtualList
      label="Entries and conversations"
      rem={6.75}
      query={ONE_LIST}
      items={items}
      open={open}
      paged={paged}
      empty={
        <Empty icon={Inbox} title="Nothing here yet">
          <p>Entries of your feeds and what people write to you come together here.</p>
        </Empty>
      }
      row={(item, place) =>
        item.kind === 'entry' ? (
          <EntryRow
            key={item.id}
            {...place}
            entry={item.entry}
            source={byId.get(item.entry.subscriptionId)}
            showSource
            actions={reading}
          />
        ) : (
          <ConversationRow key={item.id} {...place} conversation={item.conversation} isSelected={false} />
        )
      }
    />
  )
}
