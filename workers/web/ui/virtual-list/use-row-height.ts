import { useMemo } from 'react'

/**
 * Rows are measured in the reader's own letter size.
 * @param rem the height of a row
 * @returns the same in pixels
 */
export function useRowHeight(rem: number): number {
  return useMemo(
    () => Math.round(rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)),
    [rem],
  )
}
