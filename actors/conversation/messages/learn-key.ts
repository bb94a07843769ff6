import type { MessageId } from '@switchboard/shared-types/ids'
import type { RoomChange } from '@switchboard/shared-types/realtime/room-frames'
import type { Conversation } from '../conversation.ts'
import { toldOf } from '../events/applied.ts'
import { applyLater } from '../events/apply-event.ts'
import type { MessageRow } from './message-table.ts'
import { removeMessage } from './remove-message.ts'

/** What the platform calls one of our messages. */
export interface LearnedKey {
  readonly row: MessageRow
  readonly key: string
  /** The hash of it. */
  readonly keyId: MessageId
}

/**
 * Lets a message of ours be found by what the platform calls it, applies what was heard of it under that name, and takes
 * away its echo, where the platform told of it sooner than of its sending. Part of the caller's transaction.
 */
export function learnKey(conversation: Conversation, { row, key, keyId }: LearnedKey): readonly RoomChange[] {
  const { messages, early } = conversation
  const known = messages.byId(keyId)
  if (known?.no === row.no) return []
  const gone: RoomChange[] = known ? [{ type: 'messages.removed', ids: [known.id] }] : []
  if (known !== undefined) {
    conversation.attachments.letGo(known.id, new Date().toISOString())
    removeMessage(conversation, known)
  }
  messages.addAlias(keyId, row.no)
  messages.update(row.no, { key })
  const heard = early
    .take(keyId)
    .map((event) => applyLater(conversation, messages.byNo(row.no) ?? row, event))
  return [...gone, ...toldOf(conversation, heard)]
}
