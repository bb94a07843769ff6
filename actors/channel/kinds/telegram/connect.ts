import * as z from 'zod'
import { toBase64Url } from '@switchboard/kernel/seal/base64'
import type { ConnectTelegram } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Credentials, CredentialsError, Place, World } from '../kind.ts'
import type { TelegramAccount, TelegramSecrets, TelegramState } from './account.ts'
import { botOf, refusalOf } from './errors.ts'
import { callBot } from './bot-api.ts'
import type { Answer, Bot } from './bot-api.ts'
import { ALLOWED_UPDATES } from './parse.ts'

const Me = z.object({ id: z.int(), username: z.string() })

/**
 * Asks Telegram who the bot is and how its updates are to come. A webhook that was set elsewhere is replaced; updates
 * that wait for it are kept.
 */
export async function connectBot(
  world: World,
  _id: ChannelId,
  { botToken, intake, baseUrl: given }: ConnectTelegram,
  { hookUrl }: Place,
): Promise<Result<Credentials<TelegramSecrets, TelegramState>, CredentialsError>> {
  const baseUrl = given.replace(/\/+$/, '')
  const bot: Bot = { baseUrl, token: botToken }
  const asked = await callBot(world, bot, 'getMe')
  const me = Me.safeParse(asked.kind === 'done' ? asked.result : undefined)
  if (!me.success) return asked.kind === 'done' ? noBot() : refusalOf(asked)
  const secrets = { botToken, hookSecret: newSecret() }
  const taken = await takeUpdates(world, bot, intake, hookUrl, secrets.hookSecret)
  if (taken.kind !== 'done') return refusalOf(taken)
  const state: TelegramState = { baseUrl, intake, hookUrl, botId: me.data.id, next: null }
  return ok({ secrets, state, account: `@${me.data.username}`, authoriseUrl: null })
}

/** Takes the webhook away; polling leaves nothing behind. */
export async function disconnectBot(
  world: World,
  account: TelegramAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  if (account.state.intake === 'polling') return ok(null)
  const answer = await callBot(world, botOf(account), 'deleteWebhook')
  if (answer.kind === 'done' || answer.kind === 'unsent') return ok(null)
  // A token that Telegram no longer knows has no webhook either.
  if (answer.kind === 'refused' && answer.code !== 429) return ok(null)
  return err('channel.unreachable', 'The webhook could not be taken away at Telegram.')
}

function takeUpdates(
  world: World,
  bot: Bot,
  intake: TelegramState['intake'],
  url: string,
  secret: string,
): Promise<Answer> {
  if (intake === 'polling') return callBot(world, bot, 'deleteWebhook', { drop_pending_updates: false })
  const allowed = { allowed_updates: ALLOWED_UPDATES, drop_pending_updates: false }
  return callBot(world, bot, 'setWebhook', { url, secret_token: secret, ...allowed })
}

/** 43 of the 256 characters that Telegram takes, all of `A-Za-z0-9_-`. */
function newSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

function noBot(): Result<never, CredentialsError> {
  return err('channel.unreachable', 'What answered is no Bot API server.')
}
