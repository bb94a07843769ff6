import { Link } from '@tanstack/react-router'
import { ListFilter, Megaphone, Plug, Users, Waypoints } from 'lucide-react'

const TOOLS = [
  { to: '/channels', icon: Plug, title: 'Channels' },
  { to: '/rules', icon: ListFilter, title: 'Rules' },
  { to: '/outputs', icon: Megaphone, title: 'Outputs' },
  { to: '/models', icon: Waypoints, title: 'Models' },
  { to: '/groups', icon: Users, title: 'Groups' },
] as const

/** The ways to what is set up once and looked after now and then. */
export function SidebarTools() {
  return (
    <ul className="sidebar-list is-tools">
      {TOOLS.map(({ to, icon: Icon, title }) => (
        <li key={to}>
          <Link to={to} className="sidebar-row" activeProps={{ 'data-here': true }}>
            <Icon aria-hidden="true" className="sidebar-icon" />
            <span className="sidebar-title">{title}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
