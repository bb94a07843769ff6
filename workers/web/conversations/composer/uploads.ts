import type { Attachment } from '@switchboard/shared-types/api/conversations/message'
import type { AttachmentId } from '@switchboard/shared-types/ids'
import { makeStore } from '../../ui/store.ts'

/** What was uploaded from this page: a draft knows its files by their ids alone. */
export const uploads = makeStore<ReadonlyMap<AttachmentId, Attachment>>(new Map())

export function noteUpload(attachment: Attachment): void {
  uploads.set(new Map([...uploads.get(), [attachment.id, attachment]]))
}
