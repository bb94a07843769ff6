import { Attachment } from '@switchboard/shared-types/api/conversations/message'
import type { ConversationId } from '@switchboard/shared-types/ids'
import { inInbox } from '../../app/inbox.ts'
import { ApiFailure, failureOf } from '../../app/failure.ts'

/**
 * Brings a file for an answer. The typed client has no word for a body that is the file itself.
 * @throws ApiFailure when it was refused, or with the code `network` when no answer came
 */
export async function upload(conversation: ConversationId, file: File): Promise<Attachment> {
  const query = new URLSearchParams({ name: file.name })
  const response = await fetch(inInbox(`/api/conversations/${conversation}/attachments?${query}`), {
    method: 'POST',
    headers: { 'content-type': file.type === '' ? 'application/octet-stream' : file.type },
    body: file,
  }).catch((error: unknown) => {
    throw new ApiFailure('network', error instanceof Error ? error.message : 'No answer', 0, null)
  })
  if (!response.ok) throw await failureOf(response)
  return Attachment.parse(await response.json())
}
