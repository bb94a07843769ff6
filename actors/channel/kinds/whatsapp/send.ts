import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { File, Pace, Performed, World } from '../kind.ts'
import { elementsOf, membersOf } from '../wire/json.ts'
import type { WhatsAppAccount } from './account.ts'
import { performedOf } from './errors.ts'
import { callGraph } from './graph.ts'
import { messageTypeOf, uploadMedia } from './media.ts'
import { addressOf, wamidOf } from './thread.ts'

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages */
export const MAX_MESSAGE = 4_096
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/image-messages */
export const MAX_CAPTION = 1_024
const JSON_TYPE = { 'content-type': 'application/json' }

/** Does one act at WhatsApp, which knows no edits, no deletions and one file a message. */
export async function performAtWhatsApp(
  world: World,
  account: WhatsAppAccount,
  { act }: Outgoing,
  files: readonly File[],
): Promise<Performed> {
  if (act.type !== 'send' && act.type !== 'react') return failed(`WhatsApp does not do this (${act.type}).`)
  const address = addressOf(act.thread.key)
  if (address === null) return failed('This is no thread of WhatsApp.')
  if (act.type === 'react') return await react(world, account, address, act.key, act.reactions)
  if (files.length > 1)
    return failed('WhatsApp takes one file a message: send the others in messages of their own.')
  const context = act.replyTo === null ? {} : { context: { message_id: act.replyTo } }
  const [file] = files
  if (file !== undefined && act.text.length > MAX_CAPTION)
    return failed(`Beside a file WhatsApp takes ${MAX_CAPTION} characters at most.`)
  if (file === undefined)
    return await post(world, account, {
      ...address,
      ...context,
      type: 'text',
      text: { body: act.text, preview_url: true },
    })
  return await sendFile(world, account, { ...address, ...context }, act.text, file)
}

/** A message each six seconds to one person, of which a burst may borrow; eighty a second in all. */
export function pacesAtWhatsApp({ act }: Outgoing): readonly Pace[] {
  const all = { key: 'all', burst: 80, everyMs: 13 }
  return 'thread' in act ? [{ key: `pair:${act.thread.key}`, burst: 20, everyMs: 6_000 }, all] : [all]
}

async function sendFile(
  world: World,
  account: WhatsAppAccount,
  address: Readonly<Record<string, unknown>>,
  text: string,
  file: File,
): Promise<Performed> {
  const uploaded = await uploadMedia(world, account, file)
  if ('outcome' in uploaded) return uploaded
  const type = messageTypeOf(file, text)
  const named = type === 'document' ? { filename: file.name } : {}
  const caption = text === '' ? {} : { caption: text }
  return await post(world, account, { ...address, type, [type]: { id: uploaded.id, ...named, ...caption } })
}

/** A reaction takes the place of the one before; an empty one takes it away. */
async function react(
  world: World,
  account: WhatsAppAccount,
  address: Readonly<Record<string, unknown>>,
  key: string,
  reactions: readonly string[],
): Promise<Performed> {
  if (reactions.length > 1) return failed('WhatsApp takes one reaction to a message.')
  const reaction = { message_id: key, emoji: reactions[0] ?? '' }
  return await post(world, account, { ...address, type: 'reaction', reaction }, true)
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
async function post(
  world: World,
  account: WhatsAppAccount,
  message: Readonly<Record<string, unknown>>,
  repeatable = false,
): Promise<Performed> {
  const path = `${account.state.phoneNumberId}/messages`
  const body = JSON.stringify({ messaging_product: 'whatsapp', ...message })
  const reply = await callGraph(world, account, { path, body, headers: JSON_TYPE })
  if (reply.kind !== 'ok') return performedOf(reply, repeatable)
  const key = wamidOf(membersOf(elementsOf(reply.body['messages'])[0])['id'])
  return { outcome: 'sent', reason: null, key }
}

function failed(reason: string): Performed {
  return { outcome: 'failed', reason }
}
