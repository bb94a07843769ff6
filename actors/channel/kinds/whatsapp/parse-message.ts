import type { Author, ChannelEvent, ThreadRef } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import type { Parsed } from '../kind.ts'
import { membersOf, textOf, type JsonObject } from '../wire/json.ts'
import { onlyUnreadable } from '../wire/unreadable.ts'
import type { WhatsAppState } from './account.ts'
import { contentOf } from './content.ts'
import { groupOf, peerOf, threadOf, timeOf, wamidOf, type Peer } from './thread.ts'

/** Who wrote, where, and when: what all types of messages have in common. */
interface Head {
  readonly id: string
  readonly at: string
  readonly thread: ThreadRef
  readonly author: Author
  readonly peer: Peer
}

/** Reads a message of somebody else. @param contacts who is named beside it */
export function readMessage(
  message: JsonObject,
  contacts: readonly JsonObject[],
  state: WhatsAppState,
): Parsed {
  const contact = contactOf(message, contacts)
  const peer = peerOf(message['from_user_id'] ?? contact['user_id'], message['from'] ?? contact['wa_id'])
  if (peer === null) return onlyUnreadable('The message does not say who wrote it.', message)
  const author = authorOf(peer, contact)
  const title = author.name === peer.key ? null : author.name
  return readAs(message, peer, threadOf(peer, groupOf(message), title), author, state)
}

/** Reads what the account itself wrote in the WhatsApp Business app. */
export function readEcho(message: JsonObject, state: WhatsAppState): Parsed {
  const peer = peerOf(message['to_user_id'], message['to'])
  if (peer === null) return onlyUnreadable('The message does not say to whom it went.', message)
  return readAs(message, peer, threadOf(peer, groupOf(message), null), ownAuthor(state), state)
}

function readAs(
  message: JsonObject,
  peer: Peer,
  thread: ThreadRef,
  author: Author,
  state: WhatsAppState,
): Parsed {
  const [id, at] = [wamidOf(message['id']), timeOf(message['timestamp'])]
  if (id === null || at === null) return onlyUnreadable('The message has no id or no time.', message)
  const event = eventOf(message, { id, at, thread, author, peer })
  if (event === null) {
    const type = textOf(message['type']) ?? 'none'
    return onlyUnreadable(
      `A message of the type "${type}" to ${state.phoneNumberId} is not understood.`,
      message,
    )
  }
  return { events: [event], unreadable: [] }
}

function eventOf(message: JsonObject, head: Head): ChannelEvent | null {
  switch (message['type']) {
    case 'reaction':
      return reactionOf(membersOf(message['reaction']), head)
    case 'edit':
      return editOf(membersOf(message['edit']), head)
    case 'revoke':
      return deletionOf(membersOf(message['revoke']), head)
    case 'system':
      return moveOf(membersOf(message['system']), head)
    default:
      return messageOf(message, head)
  }
}

function messageOf(message: JsonObject, { id, at, thread, author }: Head): ChannelEvent | null {
  const content = contentOf(message)
  if (content === null) return null
  return {
    type: 'message',
    eventId: `message:${id}`,
    thread,
    at,
    key: id,
    author,
    text: content.text,
    html: null,
    attachments: [...content.attachments],
    replyTo: wamidOf(membersOf(message['context'])['id']),
    groupKey: null,
    nature: 'ordinary',
    about: null,
  }
}

/** A person has one reaction to a message; none is an empty one. */
function reactionOf(
  { message_id: about, emoji }: JsonObject,
  { id, at, thread, author }: Head,
): ChannelEvent | null {
  const key = wamidOf(about)
  const one = textOf(emoji)
  const reactions = one === null ? [] : [clip(one, 100)]
  return key === null
    ? null
    : { type: 'reaction', eventId: `reaction:${id}`, thread, at, key, author, reactions }
}

function editOf(
  { original_message_id: about, message }: JsonObject,
  { id, at, thread }: Head,
): ChannelEvent | null {
  const key = wamidOf(about)
  const content = contentOf(membersOf(message))
  if (key === null || content === null) return null
  return { type: 'edit', eventId: `edit:${id}`, thread, at, key, text: content.text, html: null }
}

function deletionOf(
  { original_message_id: about }: JsonObject,
  { id, at, thread }: Head,
): ChannelEvent | null {
  const key = wamidOf(about)
  return key === null ? null : { type: 'deletion', eventId: `deletion:${id}`, thread, at, key }
}

/** A person took another phone number, and with it another id: the talk goes on there. */
function moveOf(system: JsonObject, { id, at, thread }: Head): ChannelEvent | null {
  const next = peerOf(system['user_id'], system['wa_id'])
  if (system['type'] !== 'user_changed_number' || next === null || next.key === thread.key) return null
  return { type: 'thread-moved', eventId: `moved:${id}`, thread, at, to: threadOf(next, null, thread.title) }
}

/** The contact whose id stands in the message; where nobody is named by id, the only one. */
function contactOf(message: JsonObject, contacts: readonly JsonObject[]): JsonObject {
  const { from, from_user_id: user } = message
  const named = contacts.find(
    ({ wa_id: phone, user_id: id }) =>
      (user !== undefined && id === user) || (from !== undefined && phone === from),
  )
  return named ?? (contacts.length === 1 ? (contacts[0] ?? {}) : {})
}

function authorOf(peer: Peer, contact: JsonObject): Author {
  const profile = membersOf(contact['profile'])
  const username = textOf(profile['username']) ?? textOf(contact['username'])
  const name = textOf(profile['name']) ?? username ?? peer.phone ?? peer.key
  const handle = username === null ? peer.phone && `+${peer.phone}` : `@${username}`
  return {
    key: peer.key,
    name: clip(name, 300),
    handle: handle && clip(handle, 300),
    self: false,
    bot: false,
  }
}

function ownAuthor({ phoneNumberId, name, number }: WhatsAppState): Author {
  return { key: phoneNumberId, name: name ?? number ?? phoneNumberId, handle: number, self: true, bot: false }
}
