import {
  ConversationView,
  type ConversationQuery,
} from '@switchboard/shared-types/api/conversations/conversation'
import { ChannelId, ConversationId, PersonId } from '@switchboard/shared-types/ids'
import * as z from 'zod'

/** The part of the address behind `?` on the page of conversations. Without `view` it is the open ones. */
export interface ConversationSearch {
  readonly view?: ConversationView
  readonly conversation?: ConversationId
  readonly channel?: ChannelId
  readonly label?: string
  /** In a group: whose they are. */
  readonly assignee?: NonNullable<ConversationQuery['assignee']>
  readonly sort?: ConversationQuery['sort']
  readonly q?: string
  /** On a narrow screen: the sidebar is shown. */
  readonly nav?: true
}

const Assignee = z.union([z.enum(['me', 'none']), PersonId])

/** Reads the address's search part; what is not understood is left out. */
export function readConversationSearch(search: Record<string, unknown>): ConversationSearch {
  const view = ConversationView.safeParse(search['view'])
  const conversation = ConversationId.safeParse(search['conversation'])
  const channel = ChannelId.safeParse(search['channel'])
  const assignee = Assignee.safeParse(search['assignee'])
  const label = textOf(search['label'])
  const q = textOf(search['q'])
  return {
    ...(view.success ? { view: view.data } : {}),
    ...(conversation.success ? { conversation: conversation.data } : {}),
    ...(channel.success ? { channel: channel.data } : {}),
    ...(label === '' ? {} : { label }),
    ...(assignee.success ? { assignee: assignee.data } : {}),
    ...(search['sort'] === 'priority' ? { sort: 'priority' as const } : {}),
    ...(q === '' ? {} : { q }),
    ...(search['nav'] === true ? { nav: true as const } : {}),
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
