import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { File, Pace, Performed, World } from '../kind.ts'
import type { TelegramAccount } from './account.ts'
import { callBot } from './bot-api.ts'
import { change } from './change.ts'
import { botOf } from './errors.ts'
import { MAX_CAPTION, MAX_FILES, filesCall } from './files.ts'
import { failed, outcomeOfSend } from './outcome.ts'
import { addressOf } from './thread.ts'
import type { Address } from './thread.ts'

/** UTF-16 units of a text, none of which Telegram reads as markup: it never counts more than these. */
export const MAX_MESSAGE = 4_096

type Act = Outgoing['act']
type Send = Extract<Act, { readonly type: 'send' }>

/** Does at Telegram what is to be done, once. */
export async function perform(
  world: World,
  account: TelegramAccount,
  { act }: Outgoing,
  files: readonly File[],
): Promise<Performed> {
  if (act.type === 'post') return failed('Telegram takes no posts that belong to no chat.')
  const address = addressOf(act.thread.key)
  if (address === null) return failed('This is no chat of Telegram.')
  if (act.type !== 'send') return change(world, account, act, address)
  return refuse(act, files) ?? (await send(world, account, act, address, files))
}

/**
 * 1 a second for a chat, 20 a minute for a group, 30 a second over all (https://core.telegram.org/bots/faq); Telegram
 * does not promise these, and its 429 is obeyed besides.
 */
export function paces({ act }: Outgoing): readonly Pace[] {
  const all: Pace = { key: 'all', burst: 30, everyMs: 34 }
  const address = act.type === 'post' ? null : addressOf(act.thread.key)
  if (address === null) return [all]
  const chat: Pace = { key: `chat:${address.chat_id}`, burst: 1, everyMs: 1_000 }
  const group: Pace = { key: `group:${address.chat_id}`, burst: 20, everyMs: 3_000 }
  return address.chat_id < 0 ? [chat, group, all] : [chat, all]
}

function refuse({ text }: Send, files: readonly File[]): Performed | null {
  if (text === '' && files.length === 0) return failed('There is nothing to send.')
  if (text.length > MAX_MESSAGE) return failed(`Telegram takes ${MAX_MESSAGE} characters at most.`)
  if (files.length > MAX_FILES) return failed(`Telegram takes ${MAX_FILES} files at most in one message.`)
  if (files.length > 0 && text.length > MAX_CAPTION) {
    return failed(`Beside files Telegram takes ${MAX_CAPTION} characters at most.`)
  }
  return null
}

async function send(
  world: World,
  account: TelegramAccount,
  act: Send,
  address: Address,
  files: readonly File[],
): Promise<Performed> {
  const where = { ...address, ...replyOf(act.replyTo) }
  const { method, params } =
    files.length > 0
      ? filesCall(where, act.text, files)
      : { method: 'sendMessage', params: { ...where, text: act.text } }
  return outcomeOfSend(await callBot(world, botOf(account), method, params), act.thread)
}

/** What it replies to may be gone by now, or be none of Telegram's messages. */
function replyOf(replyTo: string | null): { reply_parameters?: object } {
  if (replyTo === null || !/^\d{1,15}$/.test(replyTo)) return {}
  return { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }
}
