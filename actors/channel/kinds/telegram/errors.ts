import { err } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError } from '../kind.ts'
import { cut } from '../wire/cut.ts'
import type { TelegramAccount } from './account.ts'
import type { Answer, Bot } from './bot-api.ts'

export type Undone = Exclude<Answer, { readonly kind: 'done' }>
export type Refused = Extract<Answer, { readonly kind: 'refused' }>

export function botOf({ secrets, state }: TelegramAccount): Bot {
  return { baseUrl: state.baseUrl, token: secrets.botToken }
}

/** Telegram answers 401 to a token that was revoked, and 404 to one that never was. */
export function isUnauthorised({ code }: Refused): boolean {
  return code === 401 || code === 404
}

export const BAD_TOKEN = 'Telegram does not know this bot token.'

/** Telegram's own reason in a sentence. */
export function saidBy({ description }: Refused): string {
  return `Telegram says: ${cut(description, 300).replace(/\.$/, '')}.`
}

/** What keeps an account from being connected, tested or polled. */
export function refusalOf(answer: Undone): Result<never, CredentialsError> {
  if (answer.kind === 'lost') return err('channel.unreachable', answer.reason)
  if (answer.kind === 'unsent') return err('channel.bad_settings', answer.reason)
  if (isUnauthorised(answer)) return err('channel.bad_credentials', BAD_TOKEN)
  if (answer.code === 429) return err('channel.unreachable', saidBy(answer))
  return err('channel.bad_settings', saidBy(answer))
}
