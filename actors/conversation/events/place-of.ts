import { eq } from 'drizzle-orm'
import type { ChannelId, ConversationId, MessageId } from '@switchboard/shared-types/ids'
import type { Conversation } from '../conversation.ts'
import { movedMessages } from '../schema.ts'
import type { PreparedEvent } from './prepare.ts'

/**
 * Where an event belongs: to the conversation that holds the message, else to the one where new messages of its thread
 * go.
 * @returns null: here
 */
export function placeOf(
  conversation: Conversation,
  channel: ChannelId,
  { event, messageId, keyId }: PreparedEvent,
): ConversationId | null {
  const { state, messages } = conversation
  const { mergedInto } = state.row
  if (event.type === 'thread-moved') return mergedInto
  // What is still on its way to another conversation takes along what is heard of it here.
  if ((messages.byId(keyId) ?? messages.byId(messageId)) !== undefined) return null
  const goesTo = state.thread(channel, event.thread.key)?.goesTo ?? null
  return movedTo(conversation, keyId) ?? movedTo(conversation, messageId) ?? goesTo ?? mergedInto
}

/** Where a message went that was here. */
export function movedTo({ db }: Pick<Conversation, 'db'>, id: MessageId): ConversationId | null {
  return db.select().from(movedMessages).where(eq(movedMessages.id, id)).get()?.to ?? null
}
