import type { CSSProperties } from 'react'

/** Where a row of a virtual list is drawn, and what it is told about itself. */
export interface RowPlace {
  readonly isOpen: boolean
  /** Opening takes the place of what is open, so that one step back leads out of the list. */
  readonly replace: boolean
  /** In ms since the epoch, to the minute. */
  readonly now: number
  /** In pixels. */
  readonly top: number
  readonly height: number
  /** From 1. */
  readonly place: number
  /** -1 while nobody knows how many there are. */
  readonly of: number
}

/** What the outermost element of a row carries. */
export function rowFrame({ isOpen, top, height, place, of }: RowPlace) {
  const style: CSSProperties = { height, transform: `translateY(${top}px)` }
  return {
    role: 'listitem',
    'aria-setsize': of,
    'aria-posinset': place,
    'data-open': isOpen,
    style,
  } as const
}
