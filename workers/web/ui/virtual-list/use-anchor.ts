import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/**
 * Holds a list's place: when something comes in or goes above what is shown, the scroll position moves along, so
 * that the same row stays under the reader's eyes. At the very top there is nothing to hold.
 * @param rowHeight in pixels
 */
export function useAnchor(
  scroller: RefObject<HTMLElement | null>,
  items: readonly { readonly id: string }[],
  rowHeight: number,
  query: object,
) {
  const place = useRef<{ id: string; offset: number } | null>(null)
  const [isAtTop, setAtTop] = useState(true)

  const onScroll = (): void => {
    const top = scroller.current?.scrollTop ?? 0
    setAtTop(top < 4)
    const first = items[Math.floor(top / rowHeight)]
    place.current = top < 4 || first === undefined ? null : { id: first.id, offset: top % rowHeight }
  }
  const release = (): void => {
    place.current = null
  }

  useLayoutEffect(() => {
    const held = place.current
    if (held === null || scroller.current === null) return
    const index = items.findIndex((item) => item.id === held.id)
    if (index >= 0) scroller.current.scrollTop = index * rowHeight + held.offset
  }, [items, rowHeight, scroller])

  // Another list starts at its top.
  useLayoutEffect(() => {
    release()
    scroller.current?.scrollTo({ top: 0 })
  }, [query, scroller])

  return { isAtTop, onScroll, release }
}
