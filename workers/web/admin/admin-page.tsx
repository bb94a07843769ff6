import { Link, Outlet } from '@tanstack/react-router'
import { PageHead } from '../ui/page-head.tsx'
import { PARTS } from './parts.ts'
import '../ui/tabs.css'
import '../account/account-page.css'
import './admin-page.css'

export function AdminPage() {
  return (
    <main className="page">
      <div className="page-inner is-wide">
        <PageHead title="Administration" />
        <nav className="tabs" aria-label="Administration">
          {PARTS.map(({ part, title }) => (
            <Link key={part} to="/admin/$part" params={{ part }} activeProps={{ 'data-here': true }}>
              {title}
            </Link>
          ))}
        </nav>
        <Outlet />
      </div>
    </main>
  )
}
