import type { ConversationView } from '@switchboard/shared-types/api/conversations/conversation'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { AlarmClock, Archive, MessagesSquare, Reply, type LucideIcon } from 'lucide-react'
import { countsQuery } from '../entries/queries.ts'
import { Count } from '../subscriptions/count.tsx'

/** The views of the conversations. */
export function SidebarConversations() {
  const { data: counts } = useQuery(countsQuery)
  const { unread, answer } = counts?.conversations ?? { unread: undefined, answer: undefined }
  return (
    <>
      <h2 className="sidebar-label">Conversations</h2>
      <ul className="sidebar-list">
        <View icon={MessagesSquare} view="open" title="Open" count={unread} words=" unread" />
        <View icon={Reply} view="answer" title="Waiting for an answer" count={answer} words=" waiting" />
        <View icon={AlarmClock} view="snoozed" title="Snoozed" />
        <View icon={Archive} view="archived" title="Archived" />
      </ul>
    </>
  )
}

interface ViewProps {
  readonly icon: LucideIcon
  readonly view: ConversationView
  readonly title: string
  readonly count?: number | undefined
  readonly words?: string
}

function View({ icon: Icon, view, title, count, words }: ViewProps) {
  const isHere = useLocation({
    select: ({ pathname, search }) =>
      pathname === '/conversations' && search.channel === undefined && kindOf(search.view) === view,
  })
  return (
    <li>
      <Link
        to="/conversations"
        search={view === 'open' ? {} : { view }}
        className="sidebar-row"
        activeProps={{}}
        aria-current={isHere ? 'page' : undefined}
        data-here={isHere}
      >
        <Icon aria-hidden="true" className="sidebar-icon" />
        <span className="sidebar-title">{title}</span>
        <Count value={count} words={words} />
      </Link>
    </li>
  )
}

/** "Unread" and "all" are other ways to look at the open ones. */
function kindOf(view: string | undefined): string {
  return view === undefined || view === 'all' || view === 'unread' ? 'open' : view
}
