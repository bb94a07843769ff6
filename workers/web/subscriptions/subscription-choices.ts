import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { ExternalLink, FolderInput, History, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { openDialog } from '../app/dialogs.ts'
import type { MenuChoice } from '../ui/menu.tsx'
import { openInNewTab } from '../ui/open-in-new-tab.ts'
import { refreshSubscription } from './actions.ts'

/** What can be done with a subscription. */
export function subscriptionChoices({ id, title, siteUrl, feedUrl }: Subscription): MenuChoice[] {
  return [
    { icon: RefreshCw, text: 'Check for news now', onChoose: () => void refreshSubscription(id, title) },
    { icon: History, text: 'Health and history', onChoose: () => openDialog.set({ kind: 'history', id }) },
    { icon: ExternalLink, text: 'Open the site', onChoose: () => openInNewTab(siteUrl ?? feedUrl) },
    { icon: Pencil, text: 'Rename', onChoose: () => openDialog.set({ kind: 'rename-subscription', id }) },
    {
      icon: FolderInput,
      text: 'Move to a folder',
      onChoose: () => openDialog.set({ kind: 'move-subscription', id }),
    },
    {
      icon: Trash2,
      text: 'Unsubscribe',
      danger: true,
      onChoose: () => openDialog.set({ kind: 'unsubscribe', id }),
    },
  ]
}
