import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyProps {
  readonly icon: LucideIcon
  readonly title: string
  readonly children?: ReactNode
}

/** What a place says while there is nothing in it: why, and what to do. */
export function Empty({ icon: Icon, title, children }: EmptyProps) {
  return (
    <div className="empty">
      <span className="empty-mark">
        <Icon aria-hidden="true" />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  )
}
