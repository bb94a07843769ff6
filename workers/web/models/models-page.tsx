import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { OwnersOnly } from '../groups/owners-only.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { useRouterLive } from './live/use-router-live.ts'
import { PARTS } from './parts.ts'
import '../ui/tabs.css'
import '../account/account-page.css'
import './models-page.css'

/** Parts in which nothing is changed. */
const LOOKED_AT: ReadonlySet<string> = new Set(['/models/usage', '/models/calls'])

/** Everything about the person's model router; as long as it is open it is followed live. */
export function ModelsPage() {
  useRouterLive()
  const tabs = useRef<HTMLElement>(null)
  const pathname = useLocation({ select: (location) => location.pathname })
  useEffect(() => {
    // On a phone not all tabs are in sight.
    tabs.current
      ?.querySelector(`a[href$="${pathname}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])
  return (
    <main className="page">
      <div className="page-inner is-wide models">
        <PageHead title="Models" />
        <nav ref={tabs} className="tabs" aria-label="Models">
          {PARTS.map(({ to, title }) => (
            <Link
              key={to}
              to={to}
              activeOptions={{ exact: to === '/models', includeSearch: false }}
              activeProps={{ 'data-here': true }}
            >
              {title}
            </Link>
          ))}
        </nav>
        {LOOKED_AT.has(pathname) ? (
          <Outlet />
        ) : (
          <OwnersOnly act="set up its models, keys, limits and tokens">
            <Outlet />
          </OwnersOnly>
        )}
      </div>
    </main>
  )
}
