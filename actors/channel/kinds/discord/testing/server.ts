import { ConnectDiscord } from '@switchboard/shared-types/api/channels/connect-channel'
import type { HookRequest, Outgoing } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import type { World } from '../../kind.ts'
import { Clock, worldWith } from '../../testing/fake-world.ts'
import { outgoing } from '../../testing/outgoing.ts'
import type { DiscordAccount } from '../account.ts'
import { discord } from '../discord.ts'
import { threadOf } from '../thread.ts'
import { FakeDiscord } from './fake-discord.ts'

export const GENERAL = { id: '500001', name: 'general', guild: '800800' }
export const RANDOM = { id: '500002', name: 'random', guild: '800800' }

export const PLACE = {
  hookUrl: 'https://house.example/hooks/discord/chn_1',
  redirectUrl: 'https://house.example/back',
}

/** A bot that is connected to a Discord of its own. */
export interface Bot {
  readonly fake: FakeDiscord
  readonly clock: Clock
  readonly world: World
  readonly account: DiscordAccount
}

/** A Discord with two channels, before anybody has connected. */
export async function openDiscord(): Promise<Omit<Bot, 'account'>> {
  const clock = new Clock()
  const fake = await FakeDiscord.open({ now: clock.now })
  fake.channel(GENERAL)
  fake.channel(RANDOM)
  return { clock, fake, world: worldWith(fake, clock) }
}

export async function connectedBot(channels: readonly string[] = [GENERAL.id]): Promise<Bot> {
  return connect(await openDiscord(), channels)
}

export async function connect(opened: Omit<Bot, 'account'>, channels: readonly string[]): Promise<Bot> {
  const id = newId('chn')
  const connected = await discord.connect(opened.world, id, wish(opened.fake, channels), PLACE)
  if (!connected.ok) throw new Error(connected.error.message)
  const { secrets, state } = connected.value
  // What was asked while connecting is no part of what follows.
  opened.clock.pass(10_000)
  return { ...opened, account: { id, secrets, state } }
}

export function wish({ token, signer }: FakeDiscord, channels: readonly string[] = []): ConnectDiscord {
  const { publicKey } = signer
  return ConnectDiscord.parse({ kind: 'discord', botToken: token, publicKey, channels })
}

/** A request of Discord as the edge hands it on. */
export async function signed({ fake, clock }: Bot, payload: unknown, at = clock.now()): Promise<HookRequest> {
  const request = await fake.signer.request(PLACE.hookUrl, payload, at)
  const body = new Uint8Array(await request.arrayBuffer())
  return { method: 'POST', url: request.url, headers: Object.fromEntries(request.headers), body }
}

export function threadIn({ id, name, guild }: typeof GENERAL) {
  return threadOf({ id, guild, kind: 'group', title: `#${name}` })
}

export function sendTo(channel: typeof GENERAL, text: string, replyTo: string | null = null): Outgoing {
  return outgoing({ type: 'send', thread: threadIn(channel), text, replyTo })
}
