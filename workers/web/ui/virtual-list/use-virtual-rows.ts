import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useAnchor } from './use-anchor.ts'
import { useRowHeight } from './use-row-height.ts'

/** Rows that are drawn above and below what is seen. */
const OVERSCAN = 6
/** The next page is asked for when so many rows are left. */
const AHEAD = 12

/** The part of a list that is loaded page by page. */
export interface Paged {
  readonly isLoading: boolean
  readonly error: Error | null
  readonly hasMore: boolean
  readonly moreError: Error | null
  readonly loadMore: () => void
}

interface VirtualRows {
  readonly items: readonly { readonly id: string }[]
  /** Another one starts at its top. */
  readonly query: object
  /** The height of a row. */
  readonly rem: number
  readonly open: string | undefined
  readonly paged: Paged
}

/** Draws the rows that are seen, asks for more before they end, holds the reader's place, and shows what is open. */
export function useVirtualRows({ items, query, rem, open, paged }: VirtualRows) {
  const scroller = useRef<HTMLDivElement>(null)
  const height = useRowHeight(rem)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: OVERSCAN,
  })
  const anchor = useAnchor(scroller, items, height, query)
  const rows = virtualizer.getVirtualItems()

  const lastShown = rows.at(-1)?.index ?? 0
  const wantsMore = paged.hasMore && paged.moreError === null && lastShown >= items.length - AHEAD
  const loadMore = useEffectEvent(paged.loadMore)
  useEffect(() => {
    if (wantsMore) loadMore()
  }, [wantsMore, items])

  const showOpen = useEffectEvent((id: string) => {
    const index = items.findIndex((item) => item.id === id)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  })
  useEffect(() => {
    if (open !== undefined) showOpen(open)
  }, [open])

  return { scroller, anchor, rows, height, totalHeight: virtualizer.getTotalSize() }
}
