import * as z from 'zod'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError, World } from '../kind.ts'
import type { TelegramAccount, TelegramState } from './account.ts'
import { callBot } from './bot-api.ts'
import { botOf, refusalOf } from './errors.ts'

/** Older failures have been made up for: Telegram repeats an update for a day at most. */
const RECENT_MS = 24 * 60 * 60_000

const WebhookInfo = z.object({
  url: z.string().default(''),
  pending_update_count: z.int().default(0),
  last_error_date: z.int().optional(),
  last_error_message: z.string().default('no reason given'),
})
type WebhookInfo = z.infer<typeof WebhookInfo>

/** Asks whether the token is good and whether updates come as they were ordered; a gap shows in what waits. */
export async function testBot(
  world: World,
  account: TelegramAccount,
): Promise<Result<null, CredentialsError>> {
  const answer = await callBot(world, botOf(account), 'getWebhookInfo')
  if (answer.kind !== 'done') return refusalOf(answer)
  const info = WebhookInfo.safeParse(answer.result)
  if (!info.success) return err('channel.unreachable', 'What answered is no Bot API server.')
  const { intake } = account.state
  return intake === 'hook' ? judgeHook(info.data, account.state, world.now()) : judgePolling(info.data)
}

function judgeHook(
  info: WebhookInfo,
  { hookUrl }: TelegramState,
  now: number,
): Result<null, CredentialsError> {
  if (info.url !== hookUrl) {
    return err('channel.bad_settings', 'The webhook at Telegram is not ours any more: connect the bot again.')
  }
  const { pending_update_count: waiting, last_error_date: failed, last_error_message: said } = info
  if (waiting === 0 || failed === undefined || now - failed * 1_000 > RECENT_MS) return ok(null)
  return err('channel.unreachable', `Telegram could not bring ${waiting} updates: ${said}.`)
}

function judgePolling({ url }: WebhookInfo): Result<null, CredentialsError> {
  if (url === '') return ok(null)
  return err(
    'channel.bad_settings',
    'Somebody has set a webhook for this bot: connect it again to take it away.',
  )
}
