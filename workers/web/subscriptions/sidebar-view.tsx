import type { EntryView } from '@switchboard/shared-types/api/entries'
import { Link, useLocation } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import { Count } from './count.tsx'

interface SidebarViewProps {
  readonly icon: LucideIcon
  readonly view: EntryView
  readonly title: string
  readonly count?: number | undefined
  readonly quiet?: boolean
}

/** A list across all feeds. */
export function SidebarView({ icon: Icon, view, title, count, quiet = false }: SidebarViewProps) {
  const isHere = useLocation({
    select: ({ pathname, search }) => pathname === '/' && kindOf(search.view) === view,
  })
  return (
    <li>
      <Link
        to="/"
        search={view === 'unread' ? {} : { view }}
        className="sidebar-row"
        activeProps={{}}
        aria-current={isHere ? 'page' : undefined}
        data-here={isHere}
      >
        <Icon aria-hidden="true" className="sidebar-icon" />
        <span className="sidebar-title">{title}</span>
        <Count value={count} quiet={quiet} />
      </Link>
    </li>
  )
}

/** "Unread" and "all" are two ways to look at the inbox. */
function kindOf(view: string | undefined): string {
  return view === undefined || view === 'all' ? 'unread' : view
}
