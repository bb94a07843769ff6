import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { subscriptionsQuery } from '../subscriptions/queries.ts'
import { ListSkeleton } from '../ui/list-skeleton.tsx'
import { NewPill } from '../ui/new-pill.tsx'
import { Problem } from '../ui/problem.tsx'
import { useAnchor } from '../ui/use-anchor.ts'
import { useMinute } from '../ui/use-minute.ts'
import { useRowHeight } from '../ui/use-row-height.ts'
import { EntryRow } from './entry-row.tsx'
import { ListEmpty } from './list-empty.tsx'
import type { ListQuery } from './list.ts'
import type { useEntryList } from './use-entry-list.ts'
import type { Reading } from './use-reading.ts'

const ROW_REM = 6.5

interface EntryListViewProps {
  readonly query: ListQuery
  readonly listed: ReturnType<typeof useEntryList>
  readonly reading: Reading
}

export function EntryListView({ query, listed, reading }: EntryListViewProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { data: subscriptions } = useQuery(subscriptionsQuery)
  const byId = useMemo(() => new Map(subscriptions?.map((one) => [one.id, one])), [subscriptions])
  const now = useMinute()
  const entries = listed.list?.entries ?? []
  const waiting = listed.list?.waiting.length ?? 0
  const rowHeight = useRowHeight(ROW_REM)

  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 6,
  })
  const anchor = useAnchor(scroller, entries, rowHeight, query)
  const rows = virtualizer.getVirtualItems()

  const lastShown = rows.at(-1)?.index ?? 0
  const wantsMore =
    listed.list?.nextCursor != null && lastShown >= entries.length - 12 && listed.moreError === null
  const loadMore = useEffectEvent(listed.loadMore)
  useEffect(() => {
    if (wantsMore) loadMore()
  }, [wantsMore, entries.length])

  // Nobody's place is lost at the top of a list that is only looked at.
  const mayComeIn = waiting > 0 && anchor.isAtTop && reading.id === undefined
  const letIn = useEffectEvent(listed.letIn)
  useEffect(() => {
    if (mayComeIn) letIn()
  }, [mayComeIn, waiting])

  const showOpen = useEffectEvent((id: string) => {
    const index = entries.findIndex((entry) => entry.id === id)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  })
  useEffect(() => {
    if (reading.id !== undefined) showOpen(reading.id)
  }, [reading.id])

  return (
    <div className="list-frame">
      <NewPill
        count={mayComeIn ? 0 : waiting}
        onShow={() => {
          anchor.release()
          listed.letIn()
          scroller.current?.scrollTo({ top: 0 })
        }}
      />
      <div ref={scroller} className="list-scroll" onScroll={anchor.onScroll} tabIndex={-1}>
        {listed.error !== null && <Problem error={listed.error} />}
        {listed.isLoading && <ListSkeleton />}
        {listed.list !== undefined && entries.length === 0 && waiting === 0 && (
          <ListEmpty query={query} hasFeeds={(subscriptions?.length ?? 0) > 0} />
        )}
        <div
          className="list-rows"
          role="list"
          aria-label="Entries"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {rows.map((row) => {
            const entry = entries[row.index]
            if (entry === undefined) return null
            return (
              <EntryRow
                key={entry.id}
                entry={entry}
                source={byId.get(entry.subscriptionId)}
                showSource={query.subscription === undefined}
                isOpen={entry.id === reading.id}
                replace={reading.id !== undefined}
                now={now}
                top={row.start}
                height={rowHeight}
                place={row.index + 1}
                of={listed.list?.nextCursor === null ? entries.length : -1}
                actions={reading}
              />
            )
          })}
        </div>
        {listed.moreError !== null && (
          <div className="list-more">
            <Problem error={listed.moreError} />
            <button type="button" className="button" onClick={listed.loadMore}>
              Load more
            </button>
          </div>
        )}
      </div>
    </div>
  )
}
