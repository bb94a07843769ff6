import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { ListSkeleton } from '../list-skeleton.tsx'
import { NewPill } from '../new-pill.tsx'
import { Problem } from '../problem.tsx'
import { useMinute } from '../use-minute.ts'
import type { RowPlace } from './row-place.ts'
import { useVirtualRows, type Paged } from './use-virtual-rows.ts'
import './virtual-list.css'

interface VirtualListProps<T> {
  readonly label: string
  /** Rows are as high as each other: this many rem. */
  readonly rem: number
  /** What the list shows; another one starts at its top. */
  readonly query: object
  readonly items: readonly T[]
  readonly open: string | undefined
  readonly paged: Paged
  /** What arrived since the list was loaded, and comes in when it is let in. */
  readonly waiting?: { readonly count: number; readonly letIn: () => void }
  /** What is shown where there is nothing. */
  readonly empty: ReactNode
  readonly row: (item: T, place: RowPlace) => ReactNode
}

const NOTHING_WAITS = { count: 0, letIn: () => undefined }

/** A long list of which only the rows that are seen are drawn. */
export function VirtualList<T extends { readonly id: string }>(props: VirtualListProps<T>) {
  const { label, items, open, paged, waiting = NOTHING_WAITS } = props
  const { scroller, anchor, rows, height, totalHeight } = useVirtualRows(props)
  const now = useMinute()
  const isEmpty = items.length === 0 && waiting.count === 0

  // Nobody's place is lost at the top of a list that is only looked at.
  const mayComeIn = waiting.count > 0 && anchor.isAtTop && open === undefined
  const letIn = useEffectEvent(waiting.letIn)
  useEffect(() => {
    if (mayComeIn) letIn()
  }, [mayComeIn, waiting.count])

  return (
    <div className="list-frame">
      <NewPill
        count={mayComeIn ? 0 : waiting.count}
        onShow={() => {
          anchor.release()
          waiting.letIn()
          scroller.current?.scrollTo({ top: 0 })
        }}
      />
      <div ref={scroller} className="list-scroll" onScroll={anchor.onScroll} tabIndex={-1}>
        {paged.error !== null && <Problem error={paged.error} />}
        {paged.isLoading && paged.error === null && <ListSkeleton />}
        {!paged.isLoading && paged.error === null && isEmpty && props.empty}
        <div className="list-rows" role="list" aria-label={label} style={{ height: totalHeight }}>
          {rows.map(({ index, start }) => {
            const item = items[index]
            if (item === undefined) return null
            return props.row(item, {
              isOpen: item.id === open,
              replace: open !== undefined,
              now,
              top: start,
              height,
              place: index + 1,
              of: paged.hasMore ? -1 : items.length,
            })
          })}
        </div>
        {paged.moreError !== null && (
          <div className="list-more">
            <Problem error={paged.moreError} />
            <button type="button" className="button" onClick={paged.loadMore}>
              Load more
            </button>
          </div>
        )}
      </div>
    </div>
  )
}
