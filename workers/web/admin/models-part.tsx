import { Link, Outlet } from '@tanstack/react-router'
import { ModelRouterContext, REALM_ROUTER } from '../models/model-router.ts'
import '../models/models-page.css'

const PARTS = [
  { to: '/admin/models', title: 'Providers' },
  { to: '/admin/models/routes', title: 'Routes' },
  { to: '/admin/models/limits', title: 'Limits' },
  { to: '/admin/models/usage', title: 'Usage' },
  { to: '/admin/models/calls', title: 'Calls' },
] as const

/** The realm's router: the same parts as one's own, but for tokens, of which it has none to give. */
export function ModelsPart() {
  return (
    <ModelRouterContext value={REALM_ROUTER}>
      <div className="models admin-models">
        <p className="part-lead">
          For work that Switchboard does once for everybody. These providers, keys and limits are the house’s:
          nobody’s agents use them, and everybody’s own stay their own. No work is shared yet, so nothing here
          costs anything.
        </p>
        <nav className="part-tabs" aria-label="Shared models">
          {PARTS.map(({ to, title }) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: to === '/admin/models', includeSearch: false }}
              activeProps={{ 'data-here': true }}
            >
              {title}
            </Link>
          ))}
        </nav>
        <Outlet />
      </div>
    </ModelRouterContext>
  )
}
