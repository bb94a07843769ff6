import { toBase64Url } from '@switchboard/kernel/seal/base64'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Place, World } from '../kind.ts'
import { toHex } from '../wire/hmac.ts'
import { textOf, type JsonObject } from '../wire/json.ts'
import { nameOf, type OAuthToken, type XAccount, type XCredentials, type XSecrets } from './account.ts'
import { callX, type XReply } from './api.ts'
import { credentialsError } from './errors.ts'
import { identify } from './identify.ts'

/** `offline.access` is what gives a refresh token. */
const SCOPES = ['dm.read', 'dm.write', 'tweet.read', 'tweet.write', 'users.read', 'offline.access']
/** Before a token expires; those of X live two hours. */
const REFRESH_AHEAD_MS = 30 * 60_000

type Client = Pick<XSecrets, 'clientId' | 'clientSecret'>

/**
 * Where the person allows it (https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token).
 * @returns `verifier`: proves later on that it was us who sent the person there (RFC 7636)
 */
export async function beginOAuth(
  page: string,
  clientId: string,
  id: ChannelId,
  place: Place,
): Promise<{ authoriseUrl: string; verifier: string }> {
  const verifier = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const url = new URL(page)
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: place.redirectUrl,
    scope: SCOPES.join(' '),
    state: `${id}.${toHex(crypto.getRandomValues(new Uint8Array(16)))}`,
    code_challenge: toBase64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return { authoriseUrl: url.href, verifier }
}

/** Exchanges the code that the person brought back; that the `state` is ours was checked before. */
export async function authoriseX(
  world: World,
  { secrets, state }: XAccount,
  { code }: { readonly code: string },
  place: Place,
): Promise<Result<XCredentials, CredentialsError>> {
  if (secrets.verifier === null)
    return err('channel.bad_credentials', 'This code was exchanged already: begin again.')
  const granted = await exchange(world, state.baseUrl, secrets, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: place.redirectUrl,
    code_verifier: secrets.verifier,
  })
  if (!granted.ok) return granted
  return await identify(world, { ...secrets, verifier: null, token: granted.value }, state)
}

/** @returns ms since the epoch; null where there is nothing to refresh with. */
export function refreshXAt({ secrets: { token } }: XAccount): number | null {
  if (token === null || token.expiresAt === null || token.refreshToken === null) return null
  return token.expiresAt - REFRESH_AHEAD_MS
}

/** A refresh token is good once: each refresh gives the next one. */
export async function refreshX(
  world: World,
  { secrets, state }: XAccount,
): Promise<Result<XCredentials, CredentialsError>> {
  const refreshToken = secrets.token?.refreshToken ?? null
  const account = nameOf(state)
  if (refreshToken === null) return ok({ secrets, state, account, authoriseUrl: null })
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const granted = await exchange(world, state.baseUrl, secrets, fields)
  if (!granted.ok) return granted
  return ok({ secrets: { ...secrets, token: granted.value }, state, account, authoriseUrl: null })
}

/** Gives back what OAuth gave. A token that X does not know any more is given back already. */
export async function revokeX(
  world: World,
  { secrets, state }: XAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  const given = [secrets.token?.refreshToken ?? null, secrets.token?.value ?? null]
  for (const token of given.filter((one) => one !== null)) {
    const reply = await callOAuth(world, state.baseUrl, secrets, 'revoke', { token })
    if (reply.kind === 'lost') return err('channel.unreachable', reply.reason)
    if (reply.kind === 'limited') return err('channel.unreachable', 'X asks for patience.')
  }
  return ok(null)
}

async function exchange(
  world: World,
  baseUrl: string,
  client: Client,
  fields: Readonly<Record<string, string>>,
): Promise<Result<OAuthToken, CredentialsError>> {
  const reply = await callOAuth(world, baseUrl, client, 'token', fields)
  // OAuth refuses with 400 what anything else refuses with 401 (RFC 6749, 5.2).
  if (reply.kind === 'refused') return credentialsError({ ...reply, status: 401 })
  return reply.kind === 'ok' ? readToken(reply.body, world.now()) : credentialsError(reply)
}

/** A confidential client says who it is in the header, a public one by its id alone. */
async function callOAuth(
  world: World,
  baseUrl: string,
  { clientId, clientSecret }: Client,
  method: 'token' | 'revoke',
  fields: Readonly<Record<string, string>>,
): Promise<XReply> {
  const body = new URLSearchParams({ ...fields, client_id: clientId }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const basic = clientSecret === null ? null : `Basic ${btoa(`${encode(clientId)}:${encode(clientSecret)}`)}`
  const access = { baseUrl, authorization: basic }
  return await callX(world, access, `/2/oauth2/${method}`, { method: 'POST', headers, body })
}

/** RFC 6749, 2.3.1 */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function readToken(body: JsonObject, now: number): Result<OAuthToken, CredentialsError> {
  const value = textOf(body['access_token'])
  if (value === null) return err('channel.bad_credentials', 'X gave no token.')
  const { expires_in: lifetime, refresh_token: refreshToken } = body
  const expiresAt = typeof lifetime === 'number' ? now + lifetime * 1000 : null
  return ok({ value, refreshToken: textOf(refreshToken), expiresAt })
}
