import { Link } from '@tanstack/react-router'
import type { ListQuery } from './list.ts'

/** Unread or all of it. */
export function ViewSwitch({ query }: { readonly query: ListQuery }) {
  if (query.q !== undefined || query.view === 'starred' || query.view === 'archived') return null
  return (
    <div className="view-switch" role="group" aria-label="Which entries">
      <Link
        to="."
        search={({ view: _, ...now }) => now}
        replace
        activeOptions={{ exact: true }}
        aria-current={query.view === 'unread' ? 'true' : undefined}
        data-here={query.view === 'unread'}
      >
        Unread
      </Link>
      <Link
        to="."
        search={(now) => ({ ...now, view: 'all' as const })}
        replace
        aria-current={query.view === 'all' ? 'true' : undefined}
        data-here={query.view === 'all'}
      >
        All
      </Link>
    </div>
  )
}
