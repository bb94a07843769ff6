import { Link } from '@tanstack/react-router'
import type { ListQuery } from './list.ts'

const VIEWS = [
  { view: 'open', text: 'Open' },
  { view: 'unread', text: 'Unread' },
] as const

/** All that is open, or what of it is unread. */
export function ViewSwitch({ query }: { readonly query: ListQuery }) {
  if (query.q !== undefined || (query.view !== 'open' && query.view !== 'unread')) return null
  return (
    <div className="view-switch" role="group" aria-label="Which conversations">
      {VIEWS.map(({ view, text }) => (
        <Link
          key={view}
          from="/conversations"
          to="."
          search={({ view: _, conversation: __, ...now }) => (view === 'open' ? now : { ...now, view })}
          replace
          activeProps={{}}
          aria-current={query.view === view ? 'true' : undefined}
          data-here={query.view === view}
        >
          {text}
        </Link>
      ))}
    </div>
  )
}
