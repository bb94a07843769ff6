import type { MarkRead } from '@switchboard/shared-types/api/entries'
import type { SubscriptionId } from '@switchboard/shared-types/ids'
import { makeStore } from '../ui/store.ts'

/** The one dialog that may be open over the page. */
export type OpenDialog =
  | { readonly kind: 'add-feed'; readonly address?: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'notifications' }
  | { readonly kind: 'rename-subscription'; readonly id: SubscriptionId }
  | { readonly kind: 'move-subscription'; readonly id: SubscriptionId }
  | { readonly kind: 'history'; readonly id: SubscriptionId }
  | { readonly kind: 'unsubscribe'; readonly id: SubscriptionId }
  | { readonly kind: 'mark-all'; readonly range: MarkRead }
  | { readonly kind: 'rename-folder'; readonly folder: string }

export const openDialog = makeStore<OpenDialog | null>(null)

export function closeDialog(): void {
  openDialog.set(null)
}
