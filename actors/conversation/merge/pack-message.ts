import { eq } from 'drizzle-orm'
import type {
  MovedAct,
  MovedDelivery,
  MovedFile,
  MovedMessage,
} from '@switchboard/shared-types/contracts/conversation-moves'
import type { AttachmentRow } from '../attachments/attachment-table.ts'
import type { Conversation } from '../conversation.ts'
import { timeOf } from '../messages/message-no.ts'
import type { MessageRow } from '../messages/message-table.ts'
import { OWNER, toAuthor } from '../participants/participant-table.ts'
import { acts } from '../schema.ts'

/** A message as it goes to another conversation, with all that belongs to it. */
export function packMessage(conversation: Conversation, row: MessageRow): MovedMessage {
  const { state, participants, messages, texts } = conversation
  const { id, direction, key, replyTo, reactions, editedAt, deletedAt, nature } = row
  const thread = state.threadByNo(row.threadNo)
  const said = texts.read([row.no]).get(row.no) ?? { text: '', html: null }
  return {
    id,
    aliases: messages.aliasesOf(row),
    thread: thread ? { channel: thread.channelId, key: thread.key } : null,
    key,
    direction,
    author: toAuthor(participants.byNo(row.authorNo) ?? OWNER),
    ...said,
    at: timeOf(row.no),
    editedAt,
    deletedAt,
    nature,
    replyTo,
    reactions,
    files: filesOf(conversation, row),
    delivery: deliveryOf(conversation, row),
    acts: actsOf(conversation, row),
  }
}

function filesOf(conversation: Conversation, { id }: MessageRow): MovedFile[] {
  return conversation.attachments.ofMessages([id]).map((file) => packFile(conversation, file))
}

/** A file as it goes to another conversation; its bytes stay here where they lie in this one's storage. */
export function packFile(
  { id: here, files }: Pick<Conversation, 'id' | 'files'>,
  file: AttachmentRow,
): MovedFile {
  const { id, name, type, size, state, channelId, ref } = file
  const heldBy = state === 'stored' && files.holds(id) ? here : file.heldBy
  return { id, name, type, size, state, channel: channelId, ref, heldBy }
}

function deliveryOf({ deliveries }: Conversation, { id }: MessageRow): MovedDelivery | null {
  const row = deliveries.ofMessage(id)
  if (row === undefined) return null
  const { no: _, messageId: __, ...delivery } = row
  return delivery
}

function actsOf({ db }: Conversation, { id }: MessageRow): MovedAct[] {
  const rows = db.select().from(acts).where(eq(acts.messageId, id)).all()
  return rows.map(({ messageId: _, ...act }) => act)
}
