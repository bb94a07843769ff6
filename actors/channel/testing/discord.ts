import { ConnectDiscord } from '@switchboard/shared-types/api/channels/connect-channel'
import type { MessageId } from '@switchboard/shared-types/ids'
import { CLIENT_SECRET } from '../kinds/discord/testing/fake-oauth.ts'
import { FakeDiscord } from '../kinds/discord/testing/fake-discord.ts'
import { GENERAL, sendTo } from '../kinds/discord/testing/server.ts'
import { House } from './house.ts'
import { playPlatform } from './play-platform.ts'

/** A bot of Discord that reads one channel, and its Discord. */
export interface DiscordHouse {
  readonly house: House
  readonly discord: FakeDiscord
}

export async function openDiscordBot(channels: readonly string[] = [GENERAL.id]): Promise<DiscordHouse> {
  const discord = await openDiscord()
  const house = new House()
  const { publicKey } = discord.signer
  const input = { kind: 'discord', botToken: discord.token, publicKey, channels }
  await house.connect(ConnectDiscord.parse(input))
  return { house, discord }
}

/** The same bot, brought to its server by OAuth. @returns also what Discord brings back, and the whole of that way */
export async function bringDiscordBot() {
  const discord = await openDiscord()
  const house = new House()
  discord.guilds.open({ id: GENERAL.guild, name: 'Tea house', member: false })
  const input = { kind: 'discord', botToken: discord.token, clientSecret: CLIENT_SECRET }
  const { channel, authoriseUrl } = await house.connect(ConnectDiscord.parse(input))
  const wayBack = new URL(authoriseUrl ?? '').searchParams.get('redirect_uri') ?? ''
  discord.oauth.redirects.add(wayBack)
  const answer = discord.oauth.allow(authoriseUrl ?? '', GENERAL.guild)
  return { house, discord, channel, answer }
}

async function openDiscord(): Promise<FakeDiscord> {
  const discord = await FakeDiscord.open()
  discord.channel(GENERAL)
  playPlatform(discord)
  return discord
}

/** Queues an answer to the channel. */
export async function sendToGeneral(house: House, text: string): Promise<MessageId> {
  const { act } = sendTo(GENERAL, text)
  return await house.send(text, { thread: GENERAL.id, act })
}

/** What the bot has said in the channel. */
export function saidInGeneral({ discord }: DiscordHouse): string[] {
  const own = discord
    .channel(GENERAL)
    .sorted()
    .filter(({ author }) => author.id === discord.me.id)
  return own.map(({ content }) => content)
}
