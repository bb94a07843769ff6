import type { MovedFile, MovedMessage } from '@switchboard/shared-types/contracts/conversation-moves'
import type { ConversationId, MessageId } from '@switchboard/shared-types/ids'
import { lookedAtAgain } from '../attachments/upload.ts'
import type { Conversation } from '../conversation.ts'
import { insertMessage } from '../messages/insert-message.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { noteChanged } from '../messages/note-changed.ts'
import { acts } from '../schema.ts'

/**
 * Takes in a message of another conversation. Part of the caller's transaction.
 * @returns undefined where it is here already
 */
export function unpackMessage(
  conversation: Conversation,
  moved: MovedMessage,
  from: ConversationId,
  now: Date,
): MessageRow | undefined {
  const { db, state, messages, deliveries } = conversation
  const { id, aliases, thread, files, delivery } = moved
  if (messages.byId(id) !== undefined) return undefined
  const row = insertMessage(
    conversation,
    {
      ...moved,
      thread: thread ? (state.thread(thread.channel, thread.key) ?? null) : null,
      files: files.map(({ name }) => name),
    },
    now,
  )
  noteChanged(conversation, row)
  for (const alias of aliases) messages.addAlias(alias, row.no)
  if (delivery !== null) deliveries.takeOver({ ...delivery, messageId: id })
  for (const act of moved.acts) {
    db.insert(acts)
      .values({ ...act, messageId: id })
      .onConflictDoNothing()
      .run()
  }
  for (const file of files) takeFile(conversation, id, file, from, now)
  conversation.moved.drop(namesOf(moved))
  return row
}

/** Under which ids somebody may speak of a message: it itself, its parts, its sending, what is wanted of it. */
export function namesOf({ id, aliases, delivery, acts: wanted }: MovedMessage): MessageId[] {
  const sent = delivery === null ? [] : [delivery.outgoingId]
  return [id, ...aliases, ...sent, ...wanted.map((act) => act.id)]
}

/**
 * Bytes that lie in the storage of the other conversation are fetched from there.
 * @param messageId null: of an answer in the making
 */
export function takeFile(
  { attachments, files }: Conversation,
  messageId: MessageId | null,
  { channel: channelId, ...file }: MovedFile,
  from: ConversationId,
  now: Date,
): void {
  const at = now.toISOString()
  const isElsewhere = file.state === 'stored' && (file.heldBy !== null || !files.isShared)
  const isWaiting = isElsewhere || file.state === 'waiting'
  attachments.insert({
    ...file,
    channelId,
    messageId,
    heldBy: isElsewhere ? (file.heldBy ?? from) : file.heldBy,
    state: isWaiting ? 'waiting' : file.state,
    fetchAt: isWaiting ? at : lookedAtAgain(messageId, now),
    createdAt: at,
  })
}
