import type { Chat } from '@grammyjs/types'
import { ConnectTelegram } from '@switchboard/shared-types/api/channels/connect-channel'
import type { HookRequest, Outgoing } from '@switchboard/shared-types/contracts/channel'
import { newId } from '@switchboard/shared-types/ids'
import type { World } from '../../kind.ts'
import { Clock, worldWith } from '../../testing/fake-world.ts'
import { outgoing } from '../../testing/outgoing.ts'
import type { TelegramAccount, TelegramState } from '../account.ts'
import { telegram } from '../telegram.ts'
import { threadOf } from '../thread.ts'
import { FakeTelegram } from './fake-telegram.ts'

export const ANN: Chat.PrivateChat = { id: 7, type: 'private', first_name: 'Ann', username: 'ann' }
export const TEAM: Chat.SupergroupChat = { id: -1_001_234, type: 'supergroup', title: 'Team' }
export const FORUM: Chat.SupergroupChat = {
  id: -1_009_876,
  type: 'supergroup',
  title: 'Forum',
  is_forum: true,
}
export const GROUP: Chat.GroupChat = { id: -55, type: 'group', title: 'Small group' }
export const NEWS: Chat.ChannelChat = { id: -1_005_555, type: 'channel', title: 'News', username: 'news' }

export const PLACE = {
  hookUrl: 'https://house.example/hooks/telegram/chn_1',
  redirectUrl: 'https://house.example/back',
}

/** A bot that is connected to a Telegram of its own. */
export interface Bot {
  readonly fake: FakeTelegram
  readonly clock: Clock
  readonly world: World
  readonly account: TelegramAccount
}

export async function connectedBot(intake: TelegramState['intake'] = 'polling'): Promise<Bot> {
  const clock = new Clock()
  const fake = new FakeTelegram({ now: clock.now })
  const world = worldWith(fake, clock)
  const id = newId('chn')
  const connected = await telegram.connect(world, id, wish(fake, intake), PLACE)
  if (!connected.ok) throw new Error(connected.error.message)
  const { secrets, state } = connected.value
  return { fake, clock, world, account: { id, secrets, state } }
}

export function wish({ token }: FakeTelegram, intake: TelegramState['intake'] = 'polling'): ConnectTelegram {
  return ConnectTelegram.parse({ kind: 'telegram', botToken: token, intake })
}

/** A request as the edge hands it on. */
export async function hookRequest(request: Request): Promise<HookRequest> {
  const body = new Uint8Array(await request.arrayBuffer())
  const { method, url, headers } = request
  return { method, url, headers: Object.fromEntries(headers), body }
}

export function sendTo(chat: Chat, text: string, more: { topic?: number; replyTo?: string } = {}): Outgoing {
  const thread = threadOf(chat, more.topic ?? null)
  return outgoing({ type: 'send', thread, text, replyTo: more.replyTo ?? null })
}
