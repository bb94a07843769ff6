import { lazy, Suspense } from 'react'
import { useStore } from '../ui/store.ts'
import { closeDialog, openDialog, type OpenDialog } from './dialogs.ts'

const AddFeed = lazy(() => import('../subscriptions/add-feed-dialog.tsx'))
const History = lazy(() => import('../subscriptions/history-dialog.tsx'))
const Rename = lazy(() => import('../subscriptions/rename-dialog.tsx'))
const Move = lazy(() => import('../subscriptions/move-dialog.tsx'))
const Unsubscribe = lazy(() => import('../subscriptions/unsubscribe-dialog.tsx'))
const RenameFolder = lazy(() => import('../subscriptions/rename-folder-dialog.tsx'))
const MarkAll = lazy(() => import('../entries/mark-all-dialog.tsx'))
const Notifications = lazy(() => import('../notifications/notifications-dialog.tsx'))
const Help = lazy(() => import('./help-dialog.tsx'))

/** Whichever dialog is open; each is loaded when it is first asked for. */
export function Dialogs() {
  const open = useStore(openDialog)
  if (open === null) return null
  return <Suspense fallback={null}>{dialogFor(open)}</Suspense>
}

function dialogFor(open: OpenDialog) {
  switch (open.kind) {
    case 'add-feed':
      return (
        <AddFeed {...(open.address === undefined ? {} : { address: open.address })} onClose={closeDialog} />
      )
    case 'help':
      return <Help onClose={closeDialog} />
    case 'notifications':
      return <Notifications onClose={closeDialog} />
    case 'history':
      return <History id={open.id} onClose={closeDialog} />
    case 'rename-subscription':
      return <Rename id={open.id} onClose={closeDialog} />
    case 'move-subscription':
      return <Move id={open.id} onClose={closeDialog} />
    case 'unsubscribe':
      return <Unsubscribe id={open.id} onClose={closeDialog} />
    case 'mark-all':
      return <MarkAll range={open.range} onClose={closeDialog} />
    case 'rename-folder':
      return <RenameFolder folder={open.folder} onClose={closeDialog} />
  }
}
