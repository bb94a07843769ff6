import { err } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError } from '../kind.ts'
import { cut } from '../wire/cut.ts'
import type { DiscordAccount } from './account.ts'
import type { Answer, Bot } from './rest-api.ts'

export type Undone = Exclude<Answer, { readonly kind: 'done' }>
export type Refused = Extract<Answer, { readonly kind: 'refused' }>

export const BAD_TOKEN = 'Discord does not know this bot token.'

export function botOf({ secrets, state }: DiscordAccount): Bot {
  return { baseUrl: state.baseUrl, token: secrets.botToken }
}

/** Discord's own reason in a sentence. */
export function saidBy({ message, code }: Refused): string {
  return `Discord says: ${cut(message, 300).replace(/\.$/, '')} (${code}).`
}

/** What keeps an account from being connected, tested or polled. */
export function refusalOf(answer: Undone): Result<never, CredentialsError> {
  if (answer.kind === 'lost') return err('channel.unreachable', answer.reason)
  if (answer.kind === 'unsent') return err('channel.bad_settings', answer.reason)
  if (answer.status === 401) return err('channel.bad_credentials', BAD_TOKEN)
  if (answer.status === 429) return err('channel.unreachable', saidBy(answer))
  return err('channel.bad_settings', saidBy(answer))
}
