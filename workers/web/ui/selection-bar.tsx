import type { ReactNode } from 'react'
import './selection-bar.css'

interface SelectionBarProps {
  /** What is selected, in words that are read out. */
  readonly label: string
  readonly count: number
  readonly children: ReactNode
}

/** Above a list: how much of it is selected, and what can be done with that. */
export function SelectionBar({ label, count, children }: SelectionBarProps) {
  if (count === 0) return null
  return (
    <div className="selection-bar" role="toolbar" aria-label={label}>
      <span>{count} selected</span>
      {children}
    </div>
  )
}
