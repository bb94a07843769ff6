import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError, World } from '../kind.ts'
import { membersOf, textOf } from '../wire/json.ts'
import type { JsonObject } from '../wire/json.ts'
import type { OAuthAccess, OAuthToken } from './account.ts'
import { refusalOf } from './errors.ts'
import { callDiscord } from './rest-api.ts'
import type { Answer } from './rest-api.ts'

/** @param granted what `exchange` gave */
export function tokenIn(granted: JsonObject, now: number): OAuthToken {
  const { access_token: value, refresh_token: refreshToken, expires_in: lifetime } = granted
  const expiresAt = typeof lifetime === 'number' ? now + lifetime * 1_000 : null
  return { value: textOf(value) ?? '', refreshToken: textOf(refreshToken), expiresAt }
}

/** Gets a token for a code or a refresh token. @returns all that Discord says with it */
export async function exchange(
  world: World,
  baseUrl: string,
  oauth: OAuthAccess,
  fields: Readonly<Record<string, string>>,
): Promise<Result<JsonObject, CredentialsError>> {
  const answer = await callOAuth(world, baseUrl, oauth, 'token', fields)
  if (answer.kind === 'refused' && answer.status !== 429)
    return err('channel.bad_credentials', `Discord refuses it: ${answer.message.slice(0, 200)}.`)
  if (answer.kind !== 'done') return refusalOf(answer)
  const granted = membersOf(answer.result)
  return textOf(granted['access_token']) === null
    ? err('channel.bad_credentials', 'Discord gave no token.')
    : ok(granted)
}

/** As the application, by a form and nothing else (https://discord.com/developers/docs/topics/oauth2#shared-resources-oauth2-urls). */
export async function callOAuth(
  world: World,
  baseUrl: string,
  { clientId, clientSecret }: OAuthAccess,
  method: 'token' | 'token/revoke',
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const encoded = [clientId, clientSecret].map((part) => encodeURIComponent(part.toWellFormed()))
  const access = { baseUrl, authorization: `Basic ${btoa(encoded.join(':'))}` }
  const body = new URLSearchParams(fields)
  return await callDiscord(world, access, { method: 'POST', path: `/oauth2/${method}`, body })
}
