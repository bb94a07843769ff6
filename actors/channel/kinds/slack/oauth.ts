import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Place, World } from '../kind.ts'
import { textOf, type JsonObject } from '../wire/json.ts'
import { toHex } from '../wire/hmac.ts'
import { callSlack } from './api.ts'
import { identify, type SlackAccount, type SlackCredentials } from './identify.ts'
import { credentialsError } from './errors.ts'
import type { OAuthToken, SlackSecrets } from './state.ts'

/** What the app asks for: reading and writing wherever it is invited, names, reactions and files. */
const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'mpim:history',
  'mpim:read',
  'reactions:read',
  'reactions:write',
  'users:read',
]
/** Before a token expires; Slack's live 12 hours. */
const REFRESH_AHEAD_MS = 30 * 60_000

type OAuthAccess = Extract<SlackSecrets['access'], { by: 'oauth' }>

/** Where the person allows it (https://docs.slack.dev/authentication/installing-with-oauth). */
export function authoriseUrl(baseUrl: string, clientId: string, id: ChannelId, place: Place): string {
  const url = new URL(`${baseUrl}/oauth/v2/authorize`)
  url.searchParams.set('client_id', clientId)
  url.searchParams.set('scope', SCOPES.join(','))
  url.searchParams.set('redirect_uri', place.redirectUrl)
  url.searchParams.set('state', `${id}.${toHex(crypto.getRandomValues(new Uint8Array(16)))}`)
  return url.href
}

/** Exchanges the code that the person brought back; that the `state` is ours was checked before. */
export async function authoriseSlack(
  world: World,
  { secrets, state }: SlackAccount,
  { code }: { readonly code: string },
  place: Place,
): Promise<Result<SlackCredentials, CredentialsError>> {
  const { access } = secrets
  if (access.by === 'token') return err('channel.bad_settings', 'This account was connected with a token.')
  const granted = await exchange(world, state.baseUrl, access, { code, redirect_uri: place.redirectUrl })
  if (!granted.ok) return granted
  return identify(world, { ...secrets, access: { ...access, token: granted.value } }, state)
}

/** @returns ms since the epoch; null where the token never expires. */
export function refreshSlackAt({ secrets: { access } }: SlackAccount): number | null {
  if (access.by === 'token' || access.token === null) return null
  const { expiresAt, refreshToken } = access.token
  return expiresAt === null || refreshToken === null ? null : expiresAt - REFRESH_AHEAD_MS
}

/** Each refresh makes a new refresh token (https://docs.slack.dev/authentication/using-token-rotation). */
export async function refreshSlack(
  world: World,
  { secrets, state }: SlackAccount,
): Promise<Result<SlackCredentials, CredentialsError>> {
  const { access } = secrets
  const refreshToken = access.by === 'oauth' ? (access.token?.refreshToken ?? null) : null
  if (access.by === 'token' || refreshToken === null)
    return ok({ secrets, state, account: state.account, authoriseUrl: null })
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const granted = await exchange(world, state.baseUrl, access, fields)
  if (!granted.ok) return granted
  const fresh = { ...secrets, access: { ...access, token: granted.value } }
  return ok({ secrets: fresh, state, account: state.account, authoriseUrl: null })
}

async function exchange(
  world: World,
  baseUrl: string,
  { clientId, clientSecret }: OAuthAccess,
  fields: Readonly<Record<string, string>>,
): Promise<Result<OAuthToken, CredentialsError>> {
  const args = { client_id: clientId, client_secret: clientSecret, ...fields }
  const reply = await callSlack(world, { baseUrl, token: null }, 'oauth.v2.access', args)
  if (reply.kind !== 'ok') return credentialsError(reply)
  return readToken(reply.body, world.now())
}

function readToken(body: JsonObject, now: number): Result<OAuthToken, CredentialsError> {
  const [value, refreshToken, lifetime] = [
    textOf(body['access_token']),
    textOf(body['refresh_token']),
    body['expires_in'],
  ]
  if (value === null) return err('channel.bad_credentials', 'Slack gave no bot token.')
  const expiresAt = typeof lifetime === 'number' ? now + lifetime * 1000 : null
  return ok({ value, refreshToken, expiresAt })
}
