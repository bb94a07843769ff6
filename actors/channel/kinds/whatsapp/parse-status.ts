import type { ReceiptEvent } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import type { Parsed } from '../kind.ts'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import { NOTHING, onlyUnreadable } from '../wire/unreadable.ts'
import { reasonOf } from './errors.ts'
import { peerOf, threadOf, timeOf, wamidOf } from './thread.ts'

/** A voice message that was played was read. */
const STATES: Readonly<Record<string, ReceiptEvent['state']>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
}

/**
 * Reads what became of a message of ours. Each (message, status) is one event, whatever order they come in; that nothing
 * goes back from read to delivered is up to the conversation.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export function readStatus(status: JsonObject, contacts: readonly JsonObject[]): Parsed {
  const [id, at, word] = [wamidOf(status['id']), timeOf(status['timestamp']), textOf(status['status']) ?? '']
  if (word === 'deleted' || word === 'warning') return NOTHING
  const thread = recipientOf(status, contacts)
  const state = STATES[word]
  if (id === null || at === null || thread === null || state === undefined)
    return onlyUnreadable(`A status "${word}" is not understood.`, status)
  const reason = state === 'failed' ? clip(reasonOf(membersOf(elementsOf(status['errors'])[0])), 1_000) : null
  const eventId = `status:${id}:${word}`
  return { events: [{ type: 'receipt', eventId, thread, at, key: id, state, reason }], unreadable: [] }
}

function recipientOf(status: JsonObject, contacts: readonly JsonObject[]) {
  const { recipient_id: recipient, recipient_user_id: user, recipient_type: type } = status
  const group = textOf(recipient)
  if (type === 'group' && group !== null && group.length <= 200)
    return threadOf({ key: group, phone: null }, group, null)
  const contact = contacts.length === 1 ? (contacts[0] ?? {}) : {}
  const peer = peerOf(user ?? contact['user_id'], recipient ?? contact['wa_id'])
  return peer === null ? null : threadOf(peer, null, null)
}
