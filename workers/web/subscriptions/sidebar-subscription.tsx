import { Link } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { Menu } from '../ui/menu.tsx'
import { Monogram } from '../ui/monogram.tsx'
import { Count } from './count.tsx'
import { HealthBadge } from './health-badge.tsx'
import { subscriptionChoices } from './subscription-choices.ts'
import type { Leaf } from './tree.ts'

export function SidebarSubscription({ leaf: { subscription, unread } }: { readonly leaf: Leaf }) {
  return (
    <li className="sidebar-line">
      <Link
        to="/feed/$subscription"
        params={{ subscription: subscription.id }}
        activeOptions={{ includeSearch: false }}
        className="sidebar-row"
        activeProps={{ 'data-here': true }}
      >
        <Monogram title={subscription.title} seed={subscription.feedUrl} />
        <span className="sidebar-title" title={subscription.title}>
          {subscription.title}
        </span>
        <HealthBadge subscription={subscription} />
        <Count value={unread} />
      </Link>
      <Menu
        label={`More about ${subscription.title}`}
        button={<Ellipsis aria-hidden="true" />}
        choices={subscriptionChoices(subscription)}
        className="sidebar-more"
      />
    </li>
  )
}
