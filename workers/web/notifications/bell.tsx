import { useQuery } from '@tanstack/react-query'
import { Bell as BellIcon } from 'lucide-react'
import { openDialog } from '../app/dialogs.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { notificationsQuery } from './queries.ts'
import './bell.css'

/** How many notifications nobody has seen yet. */
export function useUnseen(): number {
  const { data: notifications = [] } = useQuery(notificationsQuery)
  return notifications.filter(({ readAt }) => readAt === null).length
}

/** Opens the notifications, and shows how many are new. */
export function Bell() {
  const unseen = useUnseen()
  return (
    <span className="bell">
      <IconButton
        icon={BellIcon}
        label={unseen === 0 ? 'Notifications' : `Notifications, ${unseen} new`}
        onClick={() => openDialog.set({ kind: 'notifications' })}
      />
      {unseen > 0 && (
        <span className="bell-count" aria-hidden="true">
          {unseen > 9 ? '9+' : unseen}
        </span>
      )}
    </span>
  )
}
