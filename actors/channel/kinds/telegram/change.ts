import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Performed, World } from '../kind.ts'
import type { TelegramAccount } from './account.ts'
import { callBot } from './bot-api.ts'
import type { Answer } from './bot-api.ts'
import { botOf } from './errors.ts'
import { failed, outcomeOfChange } from './outcome.ts'
import type { Address } from './thread.ts'

export type Change = Extract<Outgoing['act'], { readonly type: 'edit' | 'delete' | 'react' }>

/** Changes a message that is there. Each of these may be repeated. */
export async function change(
  world: World,
  account: TelegramAccount,
  act: Change,
  { chat_id }: Address,
): Promise<Performed> {
  if (!/^\d{1,15}$/.test(act.key)) return failed('This is no message of Telegram that can be changed.')
  const call = (method: string, params: object = {}): Promise<Answer> =>
    callBot(world, botOf(account), method, { chat_id, message_id: Number(act.key), ...params })
  return outcomeOfChange(await run(act, call), act.thread)
}

async function run(act: Change, call: (method: string, params?: object) => Promise<Answer>): Promise<Answer> {
  if (act.type === 'delete') return call('deleteMessage')
  if (act.type === 'react') {
    return call('setMessageReaction', { reaction: act.reactions.map((emoji) => ({ type: 'emoji', emoji })) })
  }
  const edited = await call('editMessageText', { text: act.text })
  // The words of a message with files are its caption.
  const captioned = edited.kind === 'refused' && /there is no text in the message/i.test(edited.description)
  return captioned ? call('editMessageCaption', { caption: act.text }) : edited
}
