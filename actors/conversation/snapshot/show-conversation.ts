import type { Conversation as Shown } from '@switchboard/shared-types/api/conversations/conversation'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import type { Conversation } from '../conversation.ts'
import { toAuthor } from '../participants/participant-table.ts'
import { shownThreads } from '../state/thread.ts'
import { titleOf } from './title.ts'

/** A conversation as its page shows it above the messages. */
export function showConversation(conversation: Conversation): Shown {
  const { id, state, participants, drafts, analyses } = conversation
  return {
    id,
    title: titleOf(conversation),
    threads: shownThreads(state.threads),
    participants: participants
      .newest()
      .map((row) => Object.assign(toAuthor(row), { messages: row.messages, lastAt: row.lastAt })),
    analysis: analyses.current(),
    drafts: drafts.all(),
    messages: state.row.messages,
    mergedInto: state.row.mergedInto,
  }
}

/** What the room is told when the conversation itself has changed. */
export function conversationChanged(conversation: Conversation): RoomChange {
  const { title, threads, mergedInto } = showConversation(conversation)
  return { type: 'conversation.changed', conversation: { title, threads, mergedInto } }
}
