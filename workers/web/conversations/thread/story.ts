import type { Conversation } from '@switchboard/shared-types/api/conversations/conversation'
import type { ConversationId } from '@switchboard/shared-types/ids'
import type { RoomEvent } from '@switchboard/shared-types/realtime/room-frames'
import { makeRecent } from '../../live/recent.ts'
import { withDraft, withoutDraft } from './drafts.ts'
import { withDelivery, withMessage, withoutMessages, type Talk } from './talk.ts'

interface Told {
  readonly conversation: ConversationId
  readonly event: RoomEvent
}

/** What the rooms that are open have told lately. */
export const story = makeRecent<Told>()

/**
 * Loads something of a conversation. What its room told while that was on its way is applied to it, since nobody knows
 * which of the two the answer already has: told twice, it is the same.
 */
export async function loadFollowed<T>(
  id: ConversationId,
  load: () => Promise<T>,
  follow: (known: T, event: RoomEvent) => T,
): Promise<T> {
  const mark = story.mark()
  const loaded = await load()
  const told = (story.since(mark) ?? []).filter(({ conversation }) => conversation === id)
  return told.reduce<T>((known, { event }) => follow(known, event), loaded)
}

/** The messages after an event of their room. */
export function followTalk(talk: Talk, event: RoomEvent): Talk {
  switch (event.type) {
    case 'message.added':
    case 'message.changed':
      return withMessage(talk, event.message)
    case 'messages.removed':
      return withoutMessages(talk, event.ids)
    case 'delivery.changed':
      return withDelivery(talk, event.id, event.delivery)
    default:
      return talk
  }
}

/** The conversation itself after an event of its room. */
export function followConversation(known: Conversation, event: RoomEvent): Conversation {
  switch (event.type) {
    case 'draft.changed':
      return withDraft(known, event.draft)
    case 'draft.removed':
      return withoutDraft(known, event.id)
    case 'analysis.changed':
      return { ...known, analysis: event.analysis }
    case 'conversation.changed':
      return { ...known, ...event.conversation }
    default:
      return known
  }
}
