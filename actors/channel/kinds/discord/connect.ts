import type { ConnectDiscord } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Place, World } from '../kind.ts'
import type { DiscordAccount, DiscordCredentials, DiscordState } from './account.ts'
import { accountName } from './account.ts'
import { askApplication, flawOf } from './application.ts'
import type { Application } from './application.ts'
import { ask } from './ask.ts'
import type { Asked } from './ask.ts'
import { lookThrough, openChannels } from './channels.ts'
import { botOf, refusalOf } from './errors.ts'
import { beginOAuth, revokeGrant, testGrant } from './oauth.ts'
import { callDiscord } from './rest-api.ts'
import { leaveServers } from './servers.ts'
import { User } from './wire.ts'

type Cleaned = Result<null, 'channel.unreachable'>

/**
 * Asks Discord who the bot is, and whether it may read what is to be read. With the client secret the person is sent to
 * Discord then, to bring the bot to a server; what it may read there stays the bot's right.
 */
export async function connectBot(
  world: World,
  id: ChannelId,
  input: ConnectDiscord,
  place: Place,
  before?: DiscordAccount,
): Promise<Asked<DiscordCredentials>> {
  const secrets = { botToken: input.botToken, oauth: null }
  const bot = botOf({ secrets, state: { baseUrl: input.baseUrl.replace(/\/+$/, '') } })
  const me = await ask(world, bot, '/users/@me', User)
  if (!me.ok) return me
  const application = await askApplication(world, bot)
  if (!application.ok) return application
  const { clientSecret, channels, publicKey, authoriseUrl: page } = input
  const flaw = flawOf(application.value, publicKey, channels.length > 0 || clientSecret !== undefined)
  if (flaw !== null) return err('channel.bad_settings', flaw)
  const known = before?.state.botId === me.value.id ? before.state : null
  const state = stateOf(bot.baseUrl, place, application.value, me.value, known)
  if (clientSecret === undefined) return await readChannels(world, { secrets, state }, channels)
  const asked = { secrets, state: { ...state, servers: known?.servers ?? [], wanted: channels } }
  return await beginOAuth(world, asked, application.value.id, { id, clientSecret, page, place })
}

async function readChannels(
  world: World,
  { secrets, state }: Pick<DiscordAccount, 'secrets' | 'state'>,
  wanted: readonly string[],
): Promise<Asked<DiscordCredentials>> {
  const channels = await openChannels(world, botOf({ secrets, state }), wanted, state.channels)
  if (!channels.ok) return channels
  const read = { ...state, channels: channels.value }
  return ok({ secrets, state: read, account: accountName(read), authoriseUrl: null })
}

/** An account that is connected anew goes on reading where it was. */
function stateOf(
  baseUrl: string,
  { hookUrl }: Place,
  { verify_key: key }: Application,
  { id, username }: User,
  known: DiscordState | null,
): DiscordState {
  const { channels = [], lookedAt = 0 } = known ?? {}
  const publicKey = key.toLowerCase()
  const app = { baseUrl, hookUrl, publicKey, botId: id, botName: username }
  return { ...app, channels, lookedAt, wanted: [], servers: [], wasIn: [] }
}

/** Asks whether the token is good, what was allowed still holds, and what is to be read can be read. */
export async function testBot(
  world: World,
  account: DiscordAccount,
): Promise<Result<null, CredentialsError>> {
  const bot = botOf(account)
  const application = await askApplication(world, bot)
  if (!application.ok) return application
  const { publicKey, channels, servers } = account.state
  const flaw = flawOf(application.value, publicKey, channels.length + servers.length > 0)
  if (flaw !== null) return err('channel.bad_settings', flaw)
  const granted = await testGrant(world, account)
  if (!granted.ok) return granted
  const ids = channels.map((channel) => channel.id)
  const opened =
    servers.length > 0 ? await lookThrough(world, account) : await openChannels(world, bot, ids, [])
  return opened.ok ? ok(null) : opened
}

/** Takes back at Discord all that connecting did there; each step may be repeated. */
export async function disconnectBot(world: World, account: DiscordAccount): Promise<Cleaned> {
  for (const step of [forgetHook, leaveServers, revokeGrant]) {
    const done = await step(world, account)
    if (!done.ok) return done
  }
  return ok(null)
}

/** Takes our address out of the application, where it still is ours; polling leaves nothing behind. */
async function forgetHook(world: World, account: DiscordAccount): Promise<Cleaned> {
  const bot = botOf(account)
  const application = await askApplication(world, bot)
  if (!application.ok) return isOver(application.error.code)
  if (application.value.interactions_endpoint_url !== account.state.hookUrl) return ok(null)
  const body = { interactions_endpoint_url: null }
  const answer = await callDiscord(world, bot, { method: 'PATCH', path: '/applications/@me', body })
  if (answer.kind === 'done') return ok(null)
  const refused = refusalOf(answer)
  return refused.ok ? ok(null) : isOver(refused.error.code)
}

function isOver(code: CredentialsError): Cleaned {
  if (code !== 'channel.unreachable') return ok(null)
  return err('channel.unreachable', 'The address of the interactions could not be taken away at Discord.')
}
