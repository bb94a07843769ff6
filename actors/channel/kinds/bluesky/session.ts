import type { ConnectBluesky } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, World } from '../kind.ts'
import { membersOf, readJson, textOf, type JsonObject } from '../wire/json.ts'
import type { BlueskyAccount, BlueskyCredentials, BlueskySecrets } from './account.ts'
import { callXrpc, procedure, type XrpcFailure } from './xrpc.ts'

/** Before the access token expires. */
const REFRESH_AHEAD_MS = 5 * 60_000
/** Of an access token that does not say how long it lives. */
const USUAL_LIFE_MS = 60 * 60_000

type Connected = Result<BlueskyCredentials, CredentialsError>
type Login = Pick<BlueskySecrets, 'identifier' | 'appPassword'>

/** Opens a session with an app password (https://docs.bsky.app/docs/api/com-atproto-server-create-session). */
export async function connectBluesky(
  world: World,
  _id: ChannelId,
  { identifier, appPassword, baseUrl: given }: ConnectBluesky,
): Promise<Connected> {
  const baseUrl = given.replace(/\/$/, '')
  const login = { identifier: identifier.replace(/^@/, ''), appPassword }
  return await openSession(world, login, { baseUrl, readTo: null, page: null, newest: {} })
}

/** @returns ms since the epoch */
export function refreshBlueskyAt({ secrets }: BlueskyAccount): number {
  return secrets.expiresAt - REFRESH_AHEAD_MS
}

/** Each refresh token is good once. One that is no longer good is not the end: the app password opens a new session. */
export async function refreshBluesky(world: World, { secrets, state }: BlueskyAccount): Promise<Connected> {
  const method = 'com.atproto.server.refreshSession'
  const reply = await callXrpc(world, state.baseUrl, secrets.refreshToken, method, { method: 'POST' })
  if (reply.kind === 'ok') return readSession(world, secrets, state, reply.body)
  return reply.kind === 'refused' ? await openSession(world, secrets, state) : unreachable(reply)
}

/** Asks the server whether the session is still good. */
export async function testBluesky(
  world: World,
  { secrets, state }: BlueskyAccount,
): Promise<Result<null, CredentialsError>> {
  const reply = await callXrpc(world, state.baseUrl, secrets.accessToken, 'com.atproto.server.getSession')
  if (reply.kind === 'ok') return ok(null)
  return reply.kind === 'refused'
    ? err('channel.bad_credentials', 'The session is no longer good.')
    : unreachable(reply)
}

/** Ends the session; the app password stays the person's own. */
export async function disconnectBluesky(
  world: World,
  { secrets, state }: BlueskyAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  const method = 'com.atproto.server.deleteSession'
  const reply = await callXrpc(world, state.baseUrl, secrets.refreshToken, method, { method: 'POST' })
  return reply.kind === 'ok' || reply.kind === 'refused' ? ok(null) : unreachable(reply)
}

type Kept = Pick<BlueskyAccount['state'], 'baseUrl' | 'readTo' | 'page' | 'newest'>

async function openSession(world: World, login: Login, kept: Kept): Promise<Connected> {
  const { identifier, appPassword: password } = login
  const request = procedure({ identifier, password })
  const reply = await callXrpc(world, kept.baseUrl, null, 'com.atproto.server.createSession', request)
  if (reply.kind === 'ok') return readSession(world, login, kept, reply.body)
  if (reply.kind !== 'refused') return unreachable(reply)
  return err(
    'channel.bad_credentials',
    `The server does not accept the app password (${reply.error.slice(0, 100)}).`,
  )
}

function readSession(
  world: World,
  { identifier, appPassword }: Login,
  { baseUrl, readTo, page, newest }: Kept,
  body: JsonObject,
): Connected {
  const [did, handle] = [textOf(body['did']), textOf(body['handle'])]
  const [accessToken, refreshToken] = [textOf(body['accessJwt']), textOf(body['refreshJwt'])]
  if (did === null || handle === null || accessToken === null || refreshToken === null)
    return err('channel.bad_settings', 'What answers at this address is no personal data server.')
  const expiresAt = expiryOf(accessToken) ?? world.now() + USUAL_LIFE_MS
  return ok({
    secrets: { identifier, appPassword, accessToken, refreshToken, expiresAt },
    state: { baseUrl, did, handle, readTo, page, newest },
    account: `@${handle}`,
    authoriseUrl: null,
  })
}

/** The `exp` of a JWT (RFC 7519, 4.1.4), in ms; it is only read, the server checks it. */
function expiryOf(token: string): number | null {
  const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
  try {
    const { exp } = membersOf(readJson(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))))
    return typeof exp === 'number' ? exp * 1000 : null
  } catch {
    return null
  }
}

function unreachable(reply: Exclude<XrpcFailure, { kind: 'refused' }>) {
  return err('channel.unreachable', reply.kind === 'lost' ? reply.reason : 'The server asks for patience.')
}
