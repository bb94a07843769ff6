import { EntryView } from '@switchboard/shared-types/api/entries'
import { ConversationId, EntryId, SubscriptionId } from '@switchboard/shared-types/ids'
import type { ListQuery } from '../entries/list.ts'

/** Whose entries a list shows: everybody's, a subscription's, or a folder's. */
export type Scope = Pick<ListQuery, 'subscription' | 'folder'>

/** The part of the address behind `?` on the reading pages. Without `view` it is unread. */
export interface ReadingSearch {
  readonly view?: EntryView
  readonly entry?: EntryId
  /** On the page that shows both: the open conversation. */
  readonly conversation?: ConversationId
  readonly q?: string
  /** On a narrow screen: the sidebar is shown. */
  readonly nav?: true
}

/** Reads the address's search part; what is not understood is left out. */
export function readSearch(search: Record<string, unknown>): ReadingSearch {
  const view = EntryView.safeParse(search['view'])
  const entry = EntryId.safeParse(search['entry'])
  const conversation = ConversationId.safeParse(search['conversation'])
  const q = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']) : ''
  return {
    ...(view.success ? { view: view.data } : {}),
    ...(entry.success ? { entry: entry.data } : {}),
    ...(conversation.success ? { conversation: conversation.data } : {}),
    ...(q.trim() === '' ? {} : { q }),
    ...(search['nav'] === true ? { nav: true } : {}),
  }
}

/** @returns the id if the path's parameter is one */
export function readSubscription(text: string): SubscriptionId | undefined {
  return SubscriptionId.safeParse(text).data
}
