import type { ChannelId, ConversationId } from '@switchboard/shared-types/ids'
import type { Conversation } from '../conversation.ts'
import type { PreparedEvent } from './prepare.ts'

/**
 * Where an event belongs: to the conversation that holds the message, else to the one where new messages of its thread
 * go.
 * @returns null: here
 */
export function placeOf(
  { state, messages, moved }: Conversation,
  channel: ChannelId,
  { event, messageId, keyId }: PreparedEvent,
): ConversationId | null {
  const { mergedInto } = state.row
  if (event.type === 'thread-moved') return mergedInto
  // What is still on its way to another conversation takes along what is heard of it here.
  if (messages.has(keyId) || (messageId !== keyId && messages.has(messageId))) return null
  const goesTo = state.thread(channel, event.thread.key)?.goesTo ?? null
  return moved.placeOf(keyId) ?? moved.placeOf(messageId) ?? goesTo ?? mergedInto
}
