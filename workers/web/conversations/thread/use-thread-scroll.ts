import type { Message } from '@switchboard/shared-types/api/conversations/message'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'

const NEAR_PX = 60
const LOAD_WITHIN_PX = 600

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
  const stick = useRef(true)
  const fromBottom = useRef(0)
  const oldest = messages[0]?.id
  const newest = messages.at(-1)

  const note = (): void => {
    const box = scroller.current
    if (box === null) return
    fromBottom.current = box.scrollHeight - box.scrollTop
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX
    stick.current = isNear
    setAtBottom(isNear)
    if (isNear && newest !== undefined) setSeenNo(newest.no)
    if (box.scrollTop < LOAD_WITHIN_PX) loadOlder()
  }
  const toNewest = (): void => {
    const box = scroller.current
    box?.scrollTo({ top: box.scrollHeight })
  }

  useLayoutEffect(() => {
    const box = scroller.current
    if (box === null || oldest === undefined) return
    // Older messages come in above: what was shown keeps its distance to the bottom.
    box.scrollTop = stick.current ? box.scrollHeight : box.scrollHeight - fromBottom.current
  }, [oldest, scroller])

  const settle = useEffectEvent(() => {
    if (stick.current) toNewest()
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
    if (isOwn) stick.current = true
    settle()
  })
  useEffect(() => showOwn(), [newest?.id])

  const arrived = messages.filter(({ no, direction }) => direction === 'in' && no > seenNo).length
  return { isAtBottom, arrived: isAtBottom ? 0 : arrived, onScroll: note, toNewest }
}
