import {
  ConversationView,
  type ConversationQuery,
} from '@switchboard/shared-types/api/conversations/conversation'
import { ChannelId, ConversationId } from '@switchboard/shared-types/ids'

/** The part of the address behind `?` on the page of conversations. Without `view` it is the open ones. */
export interface ConversationSearch {
  readonly view?: ConversationView
  readonly conversation?: ConversationId
  readonly channel?: ChannelId
  readonly label?: string
  readonly sort?: ConversationQuery['sort']
  readonly q?: string
  /** On a narrow screen: the sidebar is shown. */
  readonly nav?: true
}

/** Reads the address's search part; what is not understood is left out. */
export function readConversationSearch(search: Record<string, unknown>): ConversationSearch {
  const view = ConversationView.safeParse(search['view'])
  const conversation = ConversationId.safeParse(search['conversation'])
  const channel = ChannelId.safeParse(search['channel'])
  const label = textOf(search['label'])
  const q = textOf(search['q'])
  return {
    ...(view.success ? { view: view.data } : {}),
    ...(conversation.success ? { conversation: conversation.data } : {}),
    ...(channel.success ? { channel: channel.data } : {}),
    ...(label === '' ? {} : { label }),
    ...(search['sort'] === 'priority' ? { sort: 'priority' as const } : {}),
    ...(q === '' ? {} : { q }),
    ...(search['nav'] === true ? { nav: true as const } : {}),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
