import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'
import { readAttachment } from './read/read-mail.ts'

/** A file out of the raw mail. @param ref `<mail>/<index>` */
export async function attachment(
  { mailbox }: World,
  ref: string,
): Promise<Result<{ readonly type: string; readonly bytes: Uint8Array }, 'attachment.gone'>> {
  const [, mail, index] = /^([0-9a-f]{64})\/(\d{1,3})$/.exec(ref) ?? []
  const raw = mail === undefined ? null : ((await mailbox?.raw(mail)) ?? null)
  const file = raw === null ? null : await readAttachment(raw, Number(index))
  return file === null ? err('attachment.gone', 'The mail is no longer kept.') : ok(file)
}
