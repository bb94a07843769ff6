import type { Attachment } from '@switchboard/shared-types/api/conversations/message'
import type { AttachmentId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Conversation } from '../conversation.ts'
import { toAttachment } from './attachment-table.ts'

interface OpenFile {
  readonly attachment: Attachment
  readonly bytes: ReadableStream<Uint8Array>
}

/** @returns a file with its bytes, which are read while they are sent */
export async function openFile(
  { attachments, files }: Conversation,
  id: AttachmentId,
): Promise<Result<OpenFile, 'attachment.not_found' | 'attachment.waiting'>> {
  const row = attachments.byId(id)
  if (row?.state === 'waiting')
    return err('attachment.waiting', 'This file is still on its way from its platform.')
  const bytes = row?.state === 'stored' ? await files.open(id) : null
  if (row !== undefined && bytes !== null) return ok({ attachment: toAttachment(row), bytes })
  return err('attachment.not_found', 'There is no such file in this conversation.')
}
