import { vi } from 'vitest'
import { ConnectDiscord } from '@switchboard/shared-types/api/channels/connect-channel'
import type { MessageId } from '@switchboard/shared-types/ids'
import { FakeDiscord } from '../kinds/discord/testing/fake-discord.ts'
import { GENERAL, sendTo } from '../kinds/discord/testing/server.ts'
import { House } from './house.ts'

/** A bot of Discord that reads one channel, and its Discord. */
export interface DiscordHouse {
  readonly house: House
  readonly discord: FakeDiscord
}

export async function openDiscordBot(channels: readonly string[] = [GENERAL.id]): Promise<DiscordHouse> {
  const discord = await FakeDiscord.open()
  discord.channel(GENERAL)
  vi.mocked(fetch).mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    return await discord.fetch(request.url, request)
  })
  const house = new House()
  const { publicKey } = discord.signer
  const input = { kind: 'discord', botToken: discord.token, publicKey, channels }
  await house.connect(ConnectDiscord.parse(input))
  return { house, discord }
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
