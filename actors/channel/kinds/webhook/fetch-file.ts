import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'

type FileError = 'attachment.gone' | 'attachment.too_large' | 'channel.unreachable'

/** Reads a file from where the webhook says that it lies, without credentials and through the guard. */
export async function fetchFile(
  world: World,
  url: string,
): Promise<Result<{ readonly type: string; readonly bytes: Uint8Array }, FileError>> {
  const answer = await world.fetch({ url }, { maxRedirects: 3 })
  if (!answer.ok) {
    const { code, message } = answer.error
    return err(code === 'outbound.too_large' ? 'attachment.too_large' : 'channel.unreachable', message)
  }
  const { status, headers, body } = answer.value
  if (status === 200)
    return ok({ type: headers.get('content-type') ?? 'application/octet-stream', bytes: body })
  const isGone = status >= 400 && status < 500 && status !== 429
  return err(isGone ? 'attachment.gone' : 'channel.unreachable', `The file answers with status ${status}.`)
}
