import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Parsed } from '../kind.ts'
import { elementsOf, membersOf, readJson, textOf, type JsonObject } from '../wire/json.ts'
import { joinParsed, onlyUnreadable } from '../wire/unreadable.ts'
import type { WhatsAppState } from './account.ts'
import { readEcho, readMessage } from './parse-message.ts'
import { readStatus } from './parse-status.ts'

/**
 * Reads a payload: each entry, each change in it, each message and each status in that. What is not understood is kept
 * beside what is, and what belongs to another number of the same app is never mixed in.
 */
export function parseWhatsApp(request: HookRequest, state: WhatsAppState): Parsed {
  const payload = readJson(request.body)
  const { object, entry } = membersOf(payload)
  if (object !== 'whatsapp_business_account')
    return onlyUnreadable('This is no payload of the WhatsApp Business Platform.', request.body)
  const changes = elementsOf(entry).flatMap((each) => elementsOf(membersOf(each)['changes']))
  return joinParsed(changes.map((change) => readChange(membersOf(change), state)))
}

function readChange(change: JsonObject, state: WhatsAppState): Parsed {
  const field = textOf(change['field']) ?? ''
  const value = membersOf(change['value'])
  if (field !== 'messages' && field !== 'smb_message_echoes')
    return onlyUnreadable(`A change of "${field}" is not understood.`, change)
  if (membersOf(value['metadata'])['phone_number_id'] !== state.phoneNumberId)
    return onlyUnreadable('This belongs to another phone number of the same app.', change)
  const contacts = elementsOf(value['contacts']).map(membersOf)
  const all = (name: string) => elementsOf(value[name]).map(membersOf)
  return joinParsed([
    ...all('messages').map((message) => readMessage(message, contacts, state)),
    ...all('message_echoes').map((message) => readEcho(message, state)),
    ...all('statuses').map((status) => readStatus(status, contacts)),
    ...all('errors').map((error) =>
      onlyUnreadable(`WhatsApp reports: ${textOf(error['title']) ?? 'an error'}.`, error),
    ),
  ])
}
