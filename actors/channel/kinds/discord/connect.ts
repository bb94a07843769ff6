import * as z from 'zod'
import type { ConnectDiscord } from '@switchboard/shared-types/api/channels/connect-channel'
import type { ChannelId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Credentials, CredentialsError, Place, World } from '../kind.ts'
import type { DiscordAccount, DiscordSecrets, DiscordState, ReadChannel } from './account.ts'
import { botOf, refusalOf } from './errors.ts'
import { callDiscord } from './rest-api.ts'
import type { Bot } from './rest-api.ts'
import { placeOf } from './thread.ts'
import { Channel, Snowflake, User } from './wire.ts'

/** Flags of an application: it may read what people write, for good or while it is in few servers. */
const MESSAGE_CONTENT = (1 << 18) | (1 << 19)

const Application = z.object({
  id: Snowflake,
  verify_key: z.string(),
  flags: z.int().default(0),
  interactions_endpoint_url: z.string().nullish(),
})
type Application = z.infer<typeof Application>

type Checked<T> = Result<T, CredentialsError>

/** Asks Discord who the bot is, and whether it may read the channels that are to be read. */
export async function connectBot(
  world: World,
  _id: ChannelId,
  { botToken, publicKey, channels: wanted, baseUrl: given }: ConnectDiscord,
  { hookUrl }: Place,
): Promise<Checked<Credentials<DiscordSecrets, DiscordState>>> {
  const bot: Bot = { baseUrl: given.replace(/\/+$/, ''), token: botToken }
  const me = await ask(world, bot, '/users/@me', User)
  if (!me.ok) return me
  const application = await ask(world, bot, '/applications/@me', Application)
  if (!application.ok) return application
  const flaw = flawOf(application.value, publicKey, wanted.length > 0)
  if (flaw !== null) return err('channel.bad_settings', flaw)
  const channels = await openChannels(world, bot, wanted)
  if (!channels.ok) return channels
  const { baseUrl } = bot
  const state = {
    baseUrl,
    hookUrl,
    publicKey: publicKey.toLowerCase(),
    botId: me.value.id,
    channels: channels.value,
  }
  return ok({ secrets: { botToken }, state, account: `@${me.value.username}`, authoriseUrl: null })
}

/** Asks whether the token is good and the channels can be read. */
export async function testBot(world: World, account: DiscordAccount): Promise<Checked<null>> {
  const bot = botOf(account)
  const application = await ask(world, bot, '/applications/@me', Application)
  if (!application.ok) return application
  const { publicKey, channels } = account.state
  const flaw = flawOf(application.value, publicKey, channels.length > 0)
  if (flaw !== null) return err('channel.bad_settings', flaw)
  const opened = await openChannels(
    world,
    bot,
    channels.map(({ id }) => id),
  )
  return opened.ok ? ok(null) : opened
}

/** Takes our address out of the application, where it still is ours; polling leaves nothing behind. */
export async function disconnectBot(
  world: World,
  account: DiscordAccount,
): Promise<Result<null, 'channel.unreachable'>> {
  const bot = botOf(account)
  const application = await ask(world, bot, '/applications/@me', Application)
  if (!application.ok) return isOver(application.error.code)
  if (application.value.interactions_endpoint_url !== account.state.hookUrl) return ok(null)
  const body = { interactions_endpoint_url: null }
  const answer = await callDiscord(world, bot, { method: 'PATCH', path: '/applications/@me', body })
  if (answer.kind === 'done') return ok(null)
  const refused = refusalOf(answer)
  return refused.ok ? ok(null) : isOver(refused.error.code)
}

function isOver(code: CredentialsError): Result<null, 'channel.unreachable'> {
  if (code !== 'channel.unreachable') return ok(null)
  return err('channel.unreachable', 'The address of the interactions could not be taken away at Discord.')
}

function flawOf({ verify_key: key, flags }: Application, publicKey: string, reads: boolean): string | null {
  if (key.toLowerCase() !== publicKey.toLowerCase()) {
    return 'The public key is not that of the bot’s application.'
  }
  if (!reads || (flags & MESSAGE_CONTENT) !== 0) return null
  return 'The bot may not read messages: switch on its Message Content Intent in Discord’s developer portal.'
}

async function openChannels(
  world: World,
  bot: Bot,
  wanted: readonly string[],
): Promise<Checked<ReadChannel[]>> {
  const opened: ReadChannel[] = []
  for (const id of new Set(wanted)) {
    const channel = await ask(world, bot, `/channels/${id}`, Channel)
    if (!channel.ok) return about(id, channel)
    const readable = await ask(world, bot, `/channels/${id}/messages?limit=1`, z.array(z.unknown()))
    if (!readable.ok) return about(id, readable)
    const base = channel.value.last_message_id ?? '0'
    opened.push({ ...placeOf(channel.value, null), base, seen: [], closedUntil: null })
  }
  return ok(opened)
}

function about(id: string, { error }: Extract<Checked<unknown>, { ok: false }>): Checked<never> {
  return err(error.code, `Channel ${id}: ${error.message}`)
}

async function ask<T>(world: World, bot: Bot, path: string, shape: z.ZodType<T>): Promise<Checked<T>> {
  const answer = await callDiscord(world, bot, { method: 'GET', path })
  if (answer.kind !== 'done') return refusalOf(answer)
  const read = shape.safeParse(answer.result)
  return read.success ? ok(read.data) : err('channel.unreachable', 'What answered is not Discord.')
}
