import { Link } from '@tanstack/react-router'
import { Waypoints } from 'lucide-react'

/** The way to the model router. */
export function SidebarModels() {
  return (
    <li>
      <Link to="/models" className="sidebar-row" activeProps={{ 'data-here': true }}>
        <Waypoints aria-hidden="true" className="sidebar-icon" />
        <span className="sidebar-title">Models</span>
      </Link>
    </li>
  )
}
