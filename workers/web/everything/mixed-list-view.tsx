import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Inbox } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { ConversationRow } from '../conversations/list/conversation-row.tsx'
import { EntryRow } from '../entries/entry-row.tsx'
import type { Reading } from '../entries/use-reading.ts'
import { subscriptionsQuery } from '../subscriptions/queries.ts'
import { Empty } from '../ui/empty.tsx'
import { ListSkeleton } from '../ui/list-skeleton.tsx'
import { Problem } from '../ui/problem.tsx'
import { useAnchor } from '../ui/use-anchor.ts'
import { useMinute } from '../ui/use-minute.ts'
import { useRowHeight } from '../ui/use-row-height.ts'
import type { Item } from './mixed.ts'

const ROW_REM = 6.75
const ONE_LIST = {}

interface MixedListViewProps {
  readonly items: readonly Item[]
  readonly open: string | undefined
  readonly isLoading: boolean
  readonly error: unknown
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly reading: Reading
}

export function MixedListView(props: MixedListViewProps) {
  const { items, open, isLoading, error, hasMore, loadMore, reading } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { data: subscriptions } = useQuery(subscriptionsQuery)
  const byId = useMemo(() => new Map(subscriptions?.map((one) => [one.id, one])), [subscriptions])
  const now = useMinute()
  const rowHeight = useRowHeight(ROW_REM)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 6,
  })
  const anchor = useAnchor(scroller, items, rowHeight, ONE_LIST)
  const rows = virtualizer.getVirtualItems()
  const wantsMore = hasMore && (rows.at(-1)?.index ?? 0) >= items.length - 12
  const more = useEffectEvent(loadMore)
  useEffect(() => {
    if (wantsMore) more()
  }, [wantsMore, items.length])
  const showOpen = useEffectEvent((id: string) => {
    const index = items.findIndex((item) => item.id === id)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  })
  useEffect(() => {
    if (open !== undefined) showOpen(open)
  }, [open])
  return (
    <div className="list-frame">
      <div ref={scroller} className="list-scroll" onScroll={anchor.onScroll} tabIndex={-1}>
        {error !== null && <Problem error={error} />}
        {isLoading && error === null && <ListSkeleton />}
        {!isLoading && items.length === 0 && (
          <Empty icon={Inbox} title="Nothing here yet">
            <p>Entries of your feeds and what people write to you come together here.</p>
          </Empty>
        )}
        <div
          className="list-rows"
          role="list"
          aria-label="Entries and conversations"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {rows.map((row) => {
            const item = items[row.index]
            if (item === undefined) return null
            const place = {
              isOpen: item.id === open,
              replace: open !== undefined,
              now,
              top: row.start,
              height: rowHeight,
              place: row.index + 1,
              of: hasMore ? -1 : items.length,
            }
            return item.kind === 'entry' ? (
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
          })}
        </div>
      </div>
    </div>
  )
}
