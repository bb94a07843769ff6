import type { AttachmentId, ConversationId } from '@switchboard/shared-types/ids'

/** Where a file of a conversation can be had. */
export function attachmentUrl(conversation: ConversationId, attachment: AttachmentId): string {
  return `/api/conversations/${conversation}/attachments/${attachment}`
}
