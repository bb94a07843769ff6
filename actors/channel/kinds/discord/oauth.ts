import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Place, World } from '../kind.ts'
import { toHex } from '../wire/hmac.ts'
import { membersOf, textOf } from '../wire/json.ts'
import type { JsonObject } from '../wire/json.ts'
import { accountName } from './account.ts'
import type { DiscordAccount, DiscordCredentials, DiscordState, Server } from './account.ts'
import { lookThrough, openChannels } from './channels.ts'
import { botOf, refusalOf } from './errors.ts'
import { callOAuth, exchange, tokenIn } from './oauth-client.ts'
import { callDiscord } from './rest-api.ts'
import { listServers } from './servers.ts'
import { Snowflake } from './wire.ts'

/** `guilds` is what lets Discord say with the token which server it was. */
const SCOPES = ['bot', 'applications.commands', 'identify', 'guilds']
/** View Channels, Send Messages, in threads too, Read Message History, Attach Files, Add Reactions (https://discord.com/developers/docs/topics/permissions). */
const PERMISSIONS = [10n, 11n, 38n, 16n, 15n, 6n].reduce((all, bit) => all | (1n << bit), 0n)
/** Before a token expires; those of Discord live a week. */
const REFRESH_AHEAD_MS = 30 * 60_000

/** What the person gives to begin with, and where that leads. */
interface Beginning {
  readonly id: ChannelId
  readonly clientSecret: string
  /** Discord's page. */
  readonly page: string
  readonly place: Place
}

/** Sends the person to Discord, and remembers where the bot was before. @param clientId the application's own id */
export async function beginOAuth(
  world: World,
  account: Pick<DiscordAccount, 'secrets' | 'state'>,
  clientId: string,
  { id, clientSecret, page, place }: Beginning,
): Promise<Result<DiscordCredentials, CredentialsError>> {
  const wasIn = await listServers(world, botOf(account))
  if (!wasIn.ok) return wasIn
  return ok({
    secrets: { ...account.secrets, oauth: { clientId, clientSecret, token: null } },
    state: { ...account.state, wasIn: wasIn.value },
    account: null,
    authoriseUrl: authoriseUrl(page, clientId, id, place),
  })
}

/** Where the person chooses the server (https://discord.com/developers/docs/topics/oauth2#advanced-bot-authorization). */
function authoriseUrl(page: string, clientId: string, id: ChannelId, place: Place): string {
  const url = new URL(page)
  const asked = {
    response_type: 'code',
    client_id: clientId,
    scope: SCOPES.join(' '),
    permissions: String(PERMISSIONS),
    // Into a server, not to the person alone.
    integration_type: '0',
    redirect_uri: place.redirectUrl,
    state: `${id}.${toHex(crypto.getRandomValues(new Uint8Array(16)))}`,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

/**
 * Exchanges the code that the person brought back; that the `state` is ours was checked before. The server that comes
 * with the token is read from now on: the one in the way back is a hint that anybody could have written.
 */
export async function authoriseDiscord(
  world: World,
  { id, secrets, state }: DiscordAccount,
  { code }: { readonly code: string },
  place: Place,
): Promise<Result<DiscordCredentials, CredentialsError>> {
  const { oauth } = secrets
  if (oauth === null) return err('channel.bad_settings', 'This account was connected with a bot token alone.')
  const fields = { grant_type: 'authorization_code', code, redirect_uri: place.redirectUrl }
  const granted = await exchange(world, state.baseUrl, oauth, fields)
  if (!granted.ok) return granted
  const server = serverIn(granted.value, state)
  if (server === null)
    return err('channel.bad_settings', 'Discord did not say which server the bot has come to.')
  const servers = [...state.servers.filter((one) => one.id !== server.id), server]
  const joined = { ...state, servers, wasIn: [] }
  const fresh = { ...secrets, oauth: { ...oauth, token: tokenIn(granted.value, world.now()) } }
  const channels = await channelsOf(world, { id, secrets: fresh, state: joined })
  if (!channels.ok) return channels
  const read = { ...joined, channels: channels.value, lookedAt: world.now() }
  return ok({ secrets: fresh, state: read, account: accountName(read), authoriseUrl: null })
}

/** @returns ms since the epoch; null where there is nothing to refresh with. */
export function refreshDiscordAt({ secrets: { oauth } }: DiscordAccount): number | null {
  const token = oauth?.token ?? null
  if (token === null || token.expiresAt === null || token.refreshToken === null) return null
  return token.expiresAt - REFRESH_AHEAD_MS
}

/** Each refresh gives the next refresh token. Where Discord refuses it, the person has taken it back. */
export async function refreshDiscord(
  world: World,
  { secrets, state }: DiscordAccount,
): Promise<Result<DiscordCredentials, CredentialsError>> {
  const { oauth } = secrets
  const refreshToken = oauth?.token?.refreshToken ?? null
  const unchanged = { state, account: accountName(state), authoriseUrl: null }
  if (oauth === null || refreshToken === null) return ok({ secrets, ...unchanged })
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const granted = await exchange(world, state.baseUrl, oauth, fields)
  if (!granted.ok) return granted
  const token = tokenIn(granted.value, world.now())
  const next = { ...token, refreshToken: token.refreshToken ?? refreshToken }
  return ok({ secrets: { ...secrets, oauth: { ...oauth, token: next } }, ...unchanged })
}

/** Asks whether what the person allowed still holds. */
export async function testGrant(
  world: World,
  { secrets: { oauth }, state }: DiscordAccount,
): Promise<Result<null, CredentialsError>> {
  if (oauth === null) return ok(null)
  if (oauth.token === null)
    return err('channel.bad_credentials', 'The person has not allowed it at Discord yet.')
  const access = { baseUrl: state.baseUrl, authorization: `Bearer ${oauth.token.value}` }
  const answer = await callDiscord(world, access, { method: 'GET', path: '/oauth2/@me' })
  if (answer.kind === 'done') return ok(null)
  if (answer.kind !== 'refused' || answer.status !== 401) return refusalOf(answer)
  return err('channel.bad_credentials', 'What was allowed at Discord was taken back there: allow it again.')
}

/** Gives back what OAuth gave; Discord takes the refresh token back with it. */
export async function revokeGrant(
  world: World,
  { secrets: { oauth }, state }: DiscordAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  const token = oauth?.token?.value
  if (oauth === null || token === undefined) return ok(null)
  const answer = await callOAuth(world, state.baseUrl, oauth, 'token/revoke', { token })
  const isOver = answer.kind === 'done' || (answer.kind === 'refused' && answer.status !== 429)
  return isOver ? ok(null) : err('channel.unreachable', 'Discord could not take the token back.')
}

async function channelsOf(world: World, account: DiscordAccount) {
  const { wanted, channels } = account.state
  if (wanted.length === 0) return await lookThrough(world, account)
  return await openChannels(world, botOf(account), wanted, channels)
}

/** A server that this channel has brought the bot to before stays one that it leaves again. */
function serverIn(granted: JsonObject, { servers, wasIn }: DiscordState): Server | null {
  const { id, name } = membersOf(granted['guild'])
  const read = Snowflake.safeParse(id)
  if (!read.success) return null
  const before = servers.find((one) => one.id === read.data)
  const joined = before?.joined ?? !wasIn.includes(read.data)
  return { id: read.data, name: (textOf(name) ?? read.data).slice(0, 100), joined }
}
