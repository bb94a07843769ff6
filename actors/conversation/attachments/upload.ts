import type { Attachment } from '@switchboard/shared-types/api/conversations/message'
import { MAX_ATTACHMENT_BYTES } from '@switchboard/shared-types/api/conversations/message'
import { newId } from '@switchboard/shared-types/ids'
import type { MessageId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { unseen } from '../conversation.ts'
import type { Conversation, Written } from '../conversation.ts'
import { isProgram, isTooLarge, plainType } from './policy.ts'

/** A file that no draft and no message names is kept so long. */
export const UPLOAD_KEPT_MS = 7 * 24 * 60 * 60 * 1000
/** After this an upload whose end was never written down has none: a crash cut it off. */
const UPLOAD_TAKES_MS = 60 * 60 * 1000
const MEBIBYTE = 1024 * 1024

export interface Upload {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

type UploadError = 'attachment.too_large' | 'attachment.refused'
type Write = <T>(write: (now: Date) => Written<T>) => Promise<T>

/**
 * Keeps a file for an answer. Its row is durable before its bytes are put down: were the rest to fail, the row says what
 * is to be tidied away.
 */
export async function keepUpload(
  { attachments, files }: Conversation,
  upload: Upload,
  write: Write,
): Promise<Result<Attachment, UploadError>> {
  const accepted = acceptUpload(upload)
  if (!accepted.ok) return accepted
  const { id } = accepted.value
  await write((now) => {
    attachments.insert({
      ...accepted.value,
      state: 'gone',
      fetchAt: after(now, UPLOAD_TAKES_MS),
      createdAt: now.toISOString(),
    })
    return unseen(null)
  })
  await files.put(id, upload.bytes)
  return await write((now) => {
    attachments.update(id, { state: 'stored', fetchAt: after(now, UPLOAD_KEPT_MS) })
    return unseen(accepted)
  })
}

/** @returns when it is looked whether a draft still names a file; null: it belongs to a message */
export function lookedAtAgain(messageId: MessageId | null, now: Date): string | null {
  return messageId === null ? after(now, UPLOAD_KEPT_MS) : null
}

function after(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString()
}

/** @returns what an upload is kept as, if it is */
function acceptUpload({ name, type, bytes }: Upload): Result<Attachment & { state: 'stored' }, UploadError> {
  if (isTooLarge(bytes.length)) {
    return err('attachment.too_large', `A file may have ${MAX_ATTACHMENT_BYTES / MEBIBYTE} MiB at most.`)
  }
  if (isProgram({ name, type })) {
    return err('attachment.refused', 'Programs are not sent: a file of this kind runs when it is opened.')
  }
  return ok({ id: newId('att'), name, type: plainType(type), size: bytes.length, state: 'stored' })
}
