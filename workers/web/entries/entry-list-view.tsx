import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { subscriptionsQuery } from '../subscriptions/queries.ts'
import { VirtualList } from '../ui/virtual-list/virtual-list.tsx'
import { EntryRow } from './entry-row.tsx'
import { ListEmpty } from './list-empty.tsx'
import type { ListQuery } from './list.ts'
import type { useEntryList } from './use-entry-list.ts'
import type { Reading } from './use-reading.ts'

interface EntryListViewProps {
  readonly query: ListQuery
  readonly listed: ReturnType<typeof useEntryList>
  readonly reading: Reading
}

export function EntryListView({ query, listed, reading }: EntryListViewProps) {
  const { data: subscriptions } = useQuery(subscriptionsQuery)
  const byId = useMemo(() => new Map(subscriptions?.map((one) => [one.id, one])), [subscriptions])
  return (
    <VirtualList
      label="Entries"
      rem={6.5}
      query={query}
      items={listed.list?.entries ?? NONE}
      open={reading.id}
      paged={listed}
      waiting={{ count: listed.list?.waiting.length ?? 0, letIn: listed.letIn }}
      empty={<ListEmpty query={query} hasFeeds={(subscriptions?.length ?? 0) > 0} />}
      row={(entry, place) => (
        <EntryRow
          key={entry.id}
          {...place}
          entry={entry}
          source={byId.get(entry.subscriptionId)}
          showSource={query.subscription === undefined}
          actions={reading}
        />
      )}
    />
  )
}

const NONE: readonly never[] = []
