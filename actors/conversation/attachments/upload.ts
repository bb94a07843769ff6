import type { Attachment } from '@switchboard/shared-types/api/conversations/message'
import { MAX_ATTACHMENT_BYTES } from '@switchboard/shared-types/api/conversations/message'
import { newId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { isProgram, isTooLarge, plainType } from './policy.ts'

/** A file that no draft and no message names is kept so long. */
export const UPLOAD_KEPT_MS = 7 * 24 * 60 * 60 * 1000
const MEBIBYTE = 1024 * 1024

export interface Upload {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

type UploadError = 'attachment.too_large' | 'attachment.refused'

/** @returns what an upload is kept as, if it is */
export function acceptUpload({
  name,
  type,
  bytes,
}: Upload): Result<Attachment & { state: 'stored' }, UploadError> {
  if (isTooLarge(bytes.length)) {
    return err('attachment.too_large', `A file may have ${MAX_ATTACHMENT_BYTES / MEBIBYTE} MiB at most.`)
  }
  if (isProgram({ name, type })) {
    return err('attachment.refused', 'Programs are not sent: a file of this kind runs when it is opened.')
  }
  return ok({ id: newId('att'), name, type: plainType(type), size: bytes.length, state: 'stored' })
}
