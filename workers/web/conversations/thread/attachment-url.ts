import type { AttachmentId, ConversationId } from '@switchboard/shared-types/ids'
import { inInbox } from '../../app/inbox.ts'

/** Where a file of a conversation can be had. */
export function attachmentUrl(conversation: ConversationId, attachment: AttachmentId): string {
  return inInbox(`/api/conversations/${conversation}/attachments/${attachment}`)
}
