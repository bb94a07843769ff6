import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Archive, Inbox, Plus, Star, X } from 'lucide-react'
import { openDialog } from '../app/dialogs.ts'
import { Logo } from '../app/logo.tsx'
import { SidebarChannels } from '../channels/sidebar-channels.tsx'
import { SidebarConversations } from '../conversations/sidebar-conversations.tsx'
import { countsQuery } from '../entries/queries.ts'
import { InboxMenu } from '../groups/inbox-menu.tsx'
import { LiveState } from '../live/live-state.tsx'
import { Bell } from '../notifications/bell.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Problem } from '../ui/problem.tsx'
import { subscriptionsQuery } from './queries.ts'
import { SidebarFolder } from './sidebar-folder.tsx'
import { SidebarFoot } from './sidebar-foot.tsx'
import { SidebarSubscription } from './sidebar-subscription.tsx'
import { SidebarTools } from './sidebar-tools.tsx'
import { SidebarView } from './sidebar-view.tsx'
import { treeOf } from './tree.ts'
import './sidebar.css'

export function Sidebar() {
  const { history } = useRouter()
  const subscriptions = useQuery(subscriptionsQuery)
  const { data: counts } = useQuery(countsQuery)
  const tree = treeOf(subscriptions.data ?? [], counts)
  return (
    <aside className="sidebar" aria-label="Subscriptions">
      <header className="sidebar-head">
        <Logo />
        <LiveState />
        <Bell />
        <IconButton
          icon={Plus}
          label="Add a feed"
          shortcut="a"
          onClick={() => openDialog.set({ kind: 'add-feed' })}
        />
        <IconButton
          icon={X}
          label="Close the sidebar"
          className="only-narrow"
          onClick={() => history.back()}
        />
      </header>
      <InboxMenu />
      <nav className="sidebar-scroll" aria-label="Lists">
        <ul className="sidebar-list">
          <SidebarView icon={Inbox} view="unread" title="Inbox" count={counts?.unread} />
          <SidebarView icon={Star} view="starred" title="Starred" count={counts?.starred} quiet />
          <SidebarView icon={Archive} view="archived" title="Archive" />
        </ul>
        <SidebarConversations />
        <SidebarChannels />
        <SidebarTools />
        {(subscriptions.data?.length ?? 0) > 0 && <h2 className="sidebar-label">Feeds</h2>}
        <ul className="sidebar-list">
          {tree.folders.map((folder) => (
            <SidebarFolder key={folder.name} folder={folder} />
          ))}
          {tree.loose.map((leaf) => (
            <SidebarSubscription key={leaf.subscription.id} leaf={leaf} />
          ))}
        </ul>
        {subscriptions.isError && <Problem error={subscriptions.error} />}
        {subscriptions.data?.length === 0 && (
          <p className="sidebar-empty">What you follow appears here, in folders if you like.</p>
        )}
      </nav>
      <SidebarFoot />
    </aside>
  )
}
