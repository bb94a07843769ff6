import type { EntrySummary } from '@switchboard/shared-types/api/entries'
import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { ListQuery } from './list.ts'

/**
 * Holds a list's place: when entries come in or go above what is shown, the scroll position moves along, so that the
 * same entry stays under the reader's eyes. At the very top there is nothing to hold.
 * @param rowHeight in pixels
 */
export function useAnchor(
  scroller: RefObject<HTMLElement | null>,
  entries: readonly EntrySummary[],
  rowHeight: number,
  query: ListQuery,
) {
  const place = useRef<{ id: string; offset: number } | null>(null)
  const [isAtTop, setAtTop] = useState(true)

  const onScroll = (): void => {
    const top = scroller.current?.scrollTop ?? 0
    setAtTop(top < 4)
    const first = entries[Math.floor(top / rowHeight)]
    place.current = top < 4 || first === undefined ? null : { id: first.id, offset: top % rowHeight }
  }
  const release = (): void => {
    place.current = null
  }

  useLayoutEffect(() => {
    const held = place.current
    if (held === null || scroller.current === null) return
    const index = entries.findIndex((entry) => entry.id === held.id)
    if (index >= 0) scroller.current.scrollTop = index * rowHeight + held.offset
  }, [entries, rowHeight, scroller])

  // Another list starts at its top.
  useLayoutEffect(() => {
    release()
    scroller.current?.scrollTo({ top: 0 })
  }, [query, scroller])

  return { isAtTop, onScroll, release }
}
