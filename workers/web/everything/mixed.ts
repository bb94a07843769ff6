import type { ConversationSummary } from '@switchboard/shared-types/api/conversations/conversation'
import type { EntrySummary } from '@switchboard/shared-types/api/entries'

/** Something in the inbox: an entry of a feed, or a conversation. */
export type Item =
  | {
      readonly kind: 'entry'
      readonly id: EntrySummary['id']
      readonly at: string
      readonly entry: EntrySummary
    }
  | {
      readonly kind: 'conversation'
      readonly id: ConversationSummary['id']
      readonly at: string
      readonly conversation: ConversationSummary
    }

/** A list as far as it is loaded. */
interface Loaded<T> {
  readonly items: readonly T[]
  readonly hasMore: boolean
}

/** Both lists as one, and which of them has to be loaded further for it to go on. */
export interface Mixed {
  readonly items: readonly Item[]
  readonly ends: 'entries' | 'conversations' | null
}

/**
 * Both lists by time, newest first, as far down as both are loaded: what lies behind the end of one is not shown before
 * the rest of it is there, or it would move away later.
 */
export function mixed(entries: Loaded<EntrySummary>, conversations: Loaded<ConversationSummary>): Mixed {
  const all: Item[] = [
    ...entries.items.map((entry) => ({ kind: 'entry' as const, id: entry.id, at: entry.arrivedAt, entry })),
    ...conversations.items.map((conversation) => ({
      kind: 'conversation' as const,
      id: conversation.id,
      at: conversation.lastAt,
      conversation,
    })),
  ]
  const entriesEnd = entries.hasMore ? (entries.items.at(-1)?.arrivedAt ?? '') : ''
  const conversationsEnd = conversations.hasMore ? (conversations.items.at(-1)?.lastAt ?? '') : ''
  const [end, ends] =
    entriesEnd > conversationsEnd
      ? [entriesEnd, 'entries' as const]
      : [conversationsEnd, conversationsEnd === '' ? null : ('conversations' as const)]
  const items = all
    .filter(({ at }) => at >= end)
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
  return { items, ends }
}
