import * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'
import type { TelegramAccount } from './account.ts'
import { callBot } from './bot-api.ts'
import type { Answer } from './bot-api.ts'
import { botOf } from './errors.ts'

export type AttachmentError = 'attachment.gone' | 'attachment.too_large' | 'channel.unreachable'

interface Downloaded {
  readonly type: string
  readonly bytes: Uint8Array
}

const RemotePath = z.object({ file_path: z.string() })

/** Telegram does not tell the type of a file when it is fetched, so its name carries it. */
export function attachmentRef(fileId: string, type: string): string {
  return `${fileId} ${type}`
}

/** Fetches a file (https://core.telegram.org/bots/api#getfile): Telegram gives 20 MB at most, the house takes less. */
export async function fetchAttachment(
  world: World,
  account: TelegramAccount,
  ref: string,
): Promise<Result<Downloaded, AttachmentError>> {
  const [fileId = '', ...type] = ref.split(' ')
  const bot = botOf(account)
  const found = await callBot(world, bot, 'getFile', { file_id: fileId })
  if (found.kind !== 'done') return notFound(found)
  const path = RemotePath.safeParse(found.result)
  if (!path.success) return err('attachment.gone', 'Telegram does not give this file any more.')
  const answered = await world.fetch({ url: `${bot.baseUrl}/file/bot${bot.token}/${path.data.file_path}` })
  if (!answered.ok && answered.error.code === 'outbound.too_large') return tooLarge()
  if (!answered.ok || answered.value.status >= 500 || answered.value.status === 429) return unreachable()
  if (answered.value.status !== 200)
    return err('attachment.gone', 'Telegram does not give this file any more.')
  return ok({ type: type.join(' ') || 'application/octet-stream', bytes: answered.value.body })
}

function notFound(answer: Exclude<Answer, { kind: 'done' }>): Result<never, AttachmentError> {
  if (answer.kind !== 'refused' || answer.code === 429 || answer.code === 401) return unreachable()
  if (/too big/i.test(answer.description)) return tooLarge()
  return err('attachment.gone', 'Telegram does not know this file any more.')
}

function tooLarge(): Result<never, AttachmentError> {
  return err('attachment.too_large', 'The file is larger than can be fetched from Telegram.')
}

function unreachable(): Result<never, AttachmentError> {
  return err('channel.unreachable', 'Telegram did not give the file just now.')
}
