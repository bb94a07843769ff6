import { useVirtualizer } from '@tanstack/react-virtual'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { useEffect, useEffectEvent, useRef } from 'react'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAnchor } from '../../ui/use-anchor.ts'
import { useMinute } from '../../ui/use-minute.ts'
import { useRowHeight } from '../../ui/use-row-height.ts'
import { ConversationRow } from './conversation-row.tsx'
import { ListEmpty } from './list-empty.tsx'
import type { ListQuery } from './list.ts'
import type { Listed } from './use-conversation-list.ts'

const ROW_REM = 6.75

interface ConversationListViewProps {
  readonly query: ListQuery
  readonly listed: Listed
  readonly open: ConversationId | undefined
  readonly selected: ReadonlySet<ConversationId>
}

export function ConversationListView({ query, listed, open, selected }: ConversationListViewProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const now = useMinute()
  const rowHeight = useRowHeight(ROW_REM)
  const conversations = listed.list?.conversations ?? NONE
  const virtualizer = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => conversations[index]?.id ?? index,
    overscan: 6,
  })
  const anchor = useAnchor(scroller, conversations, rowHeight, query)
  const rows = virtualizer.getVirtualItems()

  const lastShown = rows.at(-1)?.index ?? 0
  const wantsMore =
    listed.list?.nextCursor != null && lastShown >= conversations.length - 12 && listed.moreError === null
  const loadMore = useEffectEvent(listed.loadMore)
  useEffect(() => {
    if (wantsMore) loadMore()
  }, [wantsMore, conversations.length])

  const showOpen = useEffectEvent((id: string) => {
    const index = conversations.findIndex((one) => one.id === id)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  })
  useEffect(() => {
    if (open !== undefined) showOpen(open)
  }, [open])

  return (
    <div className="list-frame">
      <div ref={scroller} className="list-scroll" onScroll={anchor.onScroll} tabIndex={-1}>
        {listed.error !== null && <Problem error={listed.error} />}
        {listed.isLoading && <ListSkeleton />}
        {listed.list !== undefined && conversations.length === 0 && <ListEmpty query={query} />}
        <div
          className="list-rows"
          role="list"
          aria-label="Conversations"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {rows.map((row) => {
            const conversation = conversations[row.index]
            if (conversation === undefined) return null
            return (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                isOpen={conversation.id === open}
                isSelected={selected.has(conversation.id)}
                replace={open !== undefined}
                now={now}
                top={row.start}
                height={rowHeight}
                place={row.index + 1}
                of={listed.list?.nextCursor === null ? conversations.length : -1}
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

const NONE: readonly never[] = []
