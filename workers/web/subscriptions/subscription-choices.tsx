import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { ExternalLink, FolderInput, History, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { openDialog } from '../app/dialogs.ts'
import { MenuChoice } from '../ui/menu.tsx'
import { refreshSubscription } from './actions.ts'
import { openInNewTab } from '../ui/open-in-new-tab.ts'

/** What can be done with a subscription. */
export function subscriptionChoices({ id, title, siteUrl, feedUrl }: Subscription) {
  return (
    <>
      <MenuChoice icon={RefreshCw} onChoose={() => void refreshSubscription(id, title)}>
        Check for news now
      </MenuChoice>
      <MenuChoice icon={History} onChoose={() => openDialog.set({ kind: 'history', id })}>
        Health and history
      </MenuChoice>
      <MenuChoice icon={ExternalLink} onChoose={() => openInNewTab(siteUrl ?? feedUrl)}>
        Open the site
      </MenuChoice>
      <MenuChoice icon={Pencil} onChoose={() => openDialog.set({ kind: 'rename-subscription', id })}>
        Rename
      </MenuChoice>
      <MenuChoice icon={FolderInput} onChoose={() => openDialog.set({ kind: 'move-subscription', id })}>
        Move to a folder
      </MenuChoice>
      <MenuChoice icon={Trash2} danger onChoose={() => openDialog.set({ kind: 'unsubscribe', id })}>
        Unsubscribe
      </MenuChoice>
    </>
  )
}
