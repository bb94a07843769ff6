import type { Notification } from '@switchboard/shared-types/api/notifications'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell, CircleDollarSign } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { api, done } from '../app/api.ts'
import { fullTime, relative } from '../app/time.ts'
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
            <p>When a budget is nearly used up, you read it here.</p>
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

function Line({ notification: { title, text, at }, isNew, now, onLeave }: LineProps) {
  return (
    <li data-new={isNew}>
      <CircleDollarSign aria-hidden="true" />
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
          {' · '}
          <Link to="/models/limits" onClick={onLeave}>
            Limits
          </Link>
        </small>
      </div>
    </li>
  )
}
