import { ConnectTelegram } from '@switchboard/shared-types/api/channels/connect-channel'
import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { MessageId } from '@switchboard/shared-types/ids'
import { ANN } from '../kinds/telegram/testing/chat.ts'
import { FakeTelegram } from '../kinds/telegram/testing/fake-telegram.ts'
import { threadOf } from '../kinds/telegram/thread.ts'
import { House } from './house.ts'
import { playPlatform } from './play-platform.ts'

/** A channel of a kind that polls, and whose platform knows no repetition: a bot, and its Telegram. */
export interface BotHouse {
  readonly house: House
  readonly telegram: FakeTelegram
}

let bots = 1_000

export async function openBot(intake: 'hook' | 'polling' = 'polling'): Promise<BotHouse> {
  // A bot of an earlier test may still ask: it is not to take this one's updates.
  const token = `${++bots}:a-bot-token-of-the-tests`
  const telegram = new FakeTelegram({ local: true, token })
  telegram.chat(ANN)
  playPlatform(telegram)
  const house = new House()
  await house.connect(ConnectTelegram.parse({ kind: 'telegram', botToken: telegram.token, intake }))
  return { house, telegram }
}

export const ANNS_THREAD = threadOf(ANN, null)

/** Queues an answer to Ann. */
export async function sendToAnn(house: House, text: string, id?: MessageId): Promise<MessageId> {
  const act: Outgoing['act'] = { type: 'send', thread: ANNS_THREAD, text, replyTo: null }
  return await house.send(text, { thread: ANNS_THREAD.key, act, ...(id !== undefined && { id }) })
}

/** What the bot has said to Ann. */
export function saidToAnn({ telegram }: BotHouse): string[] {
  return telegram
    .messages(ANN)
    .filter(({ from }) => from?.is_bot === true)
    .map(({ text = '' }) => text)
}
