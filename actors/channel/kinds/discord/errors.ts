import { err } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError } from '../kind.ts'
import { cut } from '../wire/cut.ts'
import type { DiscordAccount } from './account.ts'
import type { Access, Answer } from './rest-api.ts'

export type Undone = Exclude<Answer, { readonly kind: 'done' }>
export type Refused = Extract<Answer, { readonly kind: 'refused' }>

interface BotAccount {
  readonly secrets: Pick<DiscordAccount['secrets'], 'botToken'>
  readonly state: Pick<DiscordAccount['state'], 'baseUrl'>
}

export const BAD_TOKEN = 'Discord does not know this bot token.'

/** Discord as the bot sees it. */
export function botOf({ secrets, state }: BotAccount): Access {
  return { baseUrl: state.baseUrl, authorization: `Bot ${secrets.botToken}` }
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
