import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Verdict } from '../kind.ts'
import { isSameSecret } from '../wire/hmac.ts'
import type { TelegramAccount } from './account.ts'

/** An update fits into a small part of this. */
export const MAX_UPDATE_BYTES = 1_000_000

/** Telegram signs nothing; it sends the secret that setWebhook told it (https://core.telegram.org/bots/api#setwebhook). */
export async function verifyUpdate(
  { method, headers }: HookRequest,
  { secrets }: TelegramAccount,
): Promise<Verdict> {
  if (method !== 'POST')
    return { verdict: 'refuse', status: 405, reason: 'Telegram sends its updates by POST.' }
  const given = headers['x-telegram-bot-api-secret-token'] ?? ''
  if (given !== '' && (await isSameSecret(secrets.hookSecret, given))) return { verdict: 'accept' }
  return { verdict: 'refuse', status: 401, reason: 'The secret token is missing or wrong.' }
}
