import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'

const NEAR_PX = 60
const LOAD_WITHIN_PX = 600
/** How far below the upper edge a message is looked for; between two there may be a gap. */
const LOOK_PX = [4, 40, 90, 160]

/** A message under the reader's eyes, and how far below the upper edge it begins. */
interface Anchor {
  readonly element: Element
  readonly offset: number
}

/**
 * Holds a thread's place: at its bottom it stays there whatever comes or grows; further up the same message stays under
 * the reader's eyes, also when older ones come in above it.
 */
export function useThreadScroll(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  messages: readonly Message[],
  loadOlder: () => void,
) {
  const [isAtBottom, setAtBottom] = useState(true)
  const [seenNo, setSeenNo] = useState(0)
  const sticks = useRef(true)
  const anchor = useRef<Anchor | null>(null)
  const oldest = messages[0]?.id
  const newest = messages.at(-1)

  const note = (): void => {
    const box = scroller.current
    if (box === null) return
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX
    sticks.current = isNear
    anchor.current = anchorIn(box)
    setAtBottom(isNear)
    if (isNear && newest !== undefined) setSeenNo(newest.no)
    if (box.scrollTop < LOAD_WITHIN_PX) loadOlder()
  }
  const toNewest = (): void => {
    const box = scroller.current
    box?.scrollTo({ top: box.scrollHeight })
  }
  const hold = useEffectEvent(() => {
    const box = scroller.current
    if (box === null) return
    if (sticks.current) toNewest()
    else if (anchor.current?.element.isConnected === true) {
      box.scrollTop += offsetIn(box, anchor.current.element) - anchor.current.offset
    }
  })
  useLayoutEffect(() => hold(), [oldest])

  const settle = useEffectEvent(() => {
    hold()
    note()
  })
  useEffect(() => {
    if (content.current === null || scroller.current === null) return
    const observer = new ResizeObserver(() => settle())
    observer.observe(content.current)
    observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [content, scroller])

  // One's own answer is what one wants to see.
  const isOwn = newest?.direction === 'out' || newest?.direction === 'note'
  const showOwn = useEffectEvent(() => {
    if (isOwn) sticks.current = true
    settle()
  })
  useEffect(() => showOwn(), [newest?.id])

  const arrived = messages.filter(({ no, direction }) => direction === 'in' && no > seenNo).length
  return { isAtBottom, arrived: isAtBottom ? 0 : arrived, onScroll: note, toNewest }
}

function anchorIn(box: HTMLElement): Anchor | null {
  const { left, top, width } = box.getBoundingClientRect()
  for (const below of LOOK_PX) {
    const found = document.elementsFromPoint(left + width / 2, top + below)
    const element = found.map((one) => one.closest('.message')).find((one) => one !== null)
    if (element !== undefined && box.contains(element)) return { element, offset: offsetIn(box, element) }
  }
  return null
}

function offsetIn(box: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top
}
