import type { Notification } from '@switchboard/shared-types/api/notifications'
import { ConversationId, type GroupId } from '@switchboard/shared-types/ids'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  Bell,
  CircleDollarSign,
  MessageSquare,
  Newspaper,
  Plug,
  UserRoundCheck,
  type LucideIcon,
} from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { api, done } from '../app/api.ts'
import { openDialog } from '../app/dialogs.ts'
import { group as here } from '../app/inbox.ts'
import { addressIn } from '../app/inbox-address.ts'
import { fullTime, relative } from '../app/time.ts'
import { textParts } from '../conversations/thread/text-parts.ts'
import { groupsQuery } from '../groups/queries.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Empty } from '../ui/empty.tsx'
import { Problem } from '../ui/problem.tsx'
import { useMinute } from '../ui/use-minute.ts'
import { notificationsQuery } from './queries.ts'
import './notifications-dialog.css'

/** What the house has told; it is read by being shown, and what was new stays marked as long as this is open. */
export default function NotificationsDialog({ onClose }: { readonly onClose: () => void }) {
  const { data: notifications, error } = useQuery(notificationsQuery)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const now = useMinute()
  const unread = notifications?.filter(({ readAt }) => readAt === null).map(({ id }) => id) ?? []
  const markRead = useEffectEvent(() => {
    if (unread.length === 0) return
    setFresh(new Set([...fresh, ...unread]))
    // Without an answer they stay new, and are marked the next time.
    done(api.notifications.read.$post({ json: { ids: unread } })).catch(() => undefined)
  })
  useEffect(() => markRead(), [unread.length])
  return (
    <Dialog title="Notifications" onClose={onClose}>
      <div className="dialog-body">
        {error !== null && <Problem error={error} />}
        {notifications?.length === 0 && (
          <Empty icon={Bell} title="Nothing to tell">
            <p>
              When a budget is nearly used up, a channel needs you, a rule has found what you look for, or
              somebody assigns you a conversation, you read it here.
            </p>
          </Empty>
        )}
        {notifications !== undefined && notifications.length > 0 && (
          <ol className="notifications">
            {notifications.map((one) => (
              <Line key={one.id} notification={one} isNew={fresh.has(one.id)} now={now} onLeave={onClose} />
            ))}
          </ol>
        )}
      </div>
    </Dialog>
  )
}

interface LineProps {
  readonly notification: Notification
  readonly isNew: boolean
  readonly now: number
  readonly onLeave: () => void
}

const ICONS: Record<Notification['kind'], LucideIcon> = {
  budget: CircleDollarSign,
  channel: Plug,
  message: MessageSquare,
  newsletter: Newspaper,
  assignment: UserRoundCheck,
}

function Line({ notification, isNew, now, onLeave }: LineProps) {
  const { kind, title, text, at } = notification
  const Icon = ICONS[kind]
  return (
    <li data-new={isNew}>
      <Icon aria-hidden="true" />
      <div>
        <p>
          <strong>{title}</strong>
          {isNew && <span className="health-word">new</span>}
        </p>
        <p>{text}</p>
        <small>
          <time dateTime={at} title={fullTime(at)}>
            {relative(at, now)}
          </time>
          <Way notification={notification} onLeave={onLeave} />
        </small>
      </div>
    </li>
  )
}

/** Where one goes from a notification. */
function Way({
  notification: { kind, about, group: told, text },
  onLeave,
}: Pick<LineProps, 'notification' | 'onLeave'>) {
  const conversation = ConversationId.safeParse(about).data
  if (told !== null && told !== here) {
    return <GroupWay group={told} conversation={conversation} />
  }
  if (conversation !== undefined) {
    return (
      <>
        {' · '}
        <Link to="/conversations" search={{ conversation }} onClick={onLeave}>
          Open the conversation
        </Link>
      </>
    )
  }
  if (kind === 'newsletter') return <FeedWay text={text} />
  return (
    <>
      {' · '}
      {kind === 'budget' ? (
        <Link to="/models/limits" onClick={onLeave}>
          Limits
        </Link>
      ) : (
        <Link to="/channels" onClick={onLeave}>
          Channels
        </Link>
      )}
    </>
  )
}

/** Into a group's inbox, which is another page. */
function GroupWay({
  group,
  conversation,
}: {
  readonly group: GroupId
  readonly conversation: string | undefined
}) {
  const { data: groups } = useQuery(groupsQuery)
  const name = groups?.find(({ id }) => id === group)?.name
  const search = conversation === undefined ? 'assignee=me' : `conversation=${conversation}`
  return (
    <>
      {name !== undefined && ` · ${name}`}
      {' · '}
      <a href={addressIn(group, `/conversations?${search}`)}>
        {conversation === undefined ? 'Open what is mine' : 'Open the conversation'}
      </a>
    </>
  )
}

/** A newsletter may have a feed: its address stands in the text. */
function FeedWay({ text }: { readonly text: string }) {
  const address = textParts(text).find(({ href }) => href !== null)?.href
  if (address === undefined || address === null) return null
  return (
    <>
      {' · '}
      <button
        type="button"
        className="link-button"
        onClick={() => openDialog.set({ kind: 'add-feed', address })}
      >
        Look at the feed
      </button>
    </>
  )
}
