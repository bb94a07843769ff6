import type { MessageEvent, ThreadRef } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import { membersOf, type JsonObject } from '../wire/json.ts'
import type { XState } from './account.ts'
import { conversationOf, idOf, talkOf } from './ids.ts'
import { authorOf, type People } from './people.ts'
import { readText, timeOf } from './text.ts'

/** Reads a direct message as version 2 of the API has it; null where it is none. */
export function readMessage(event: JsonObject, people: People, state: XState): MessageEvent | null {
  const { id, sender_id: sender, dm_conversation_id: talk, created_at: at, text, entities } = event
  return toEvent({ id, sender, talk: conversationOf(talk), at, text, entities }, people, state)
}

/**
 * Reads a direct message as webhooks have it: in the older shape, which does not name the talk and knows none but
 * those of two; null where it is none.
 */
export function readLegacyMessage(event: JsonObject, people: People, state: XState): MessageEvent | null {
  const { sender_id: sender, target, message_data: data } = membersOf(event['message_create'])
  const [from, to] = [idOf(sender), idOf(membersOf(target)['recipient_id'])]
  const talk = from === null || to === null ? null : talkOf(from, to)
  const { text, entities } = membersOf(data)
  const { id, created_timestamp: at } = event
  return toEvent({ id, sender, talk, at, text, entities }, people, state)
}

interface Said {
  readonly id: unknown
  readonly sender: unknown
  readonly talk: string | null
  readonly at: unknown
  readonly text: unknown
  readonly entities: unknown
}

function toEvent(
  { talk, text, entities, ...said }: Said,
  people: People,
  state: XState,
): MessageEvent | null {
  const [key, sender, at] = [idOf(said.id), idOf(said.sender), timeOf(said.at)]
  if (key === null || sender === null || talk === null || at === null) return null
  return {
    type: 'message',
    eventId: `dm:${key}`,
    thread: threadOf(talk, people, state),
    at,
    key,
    author: authorOf(sender, people, state),
    text: readText(text, entities),
    html: null,
    attachments: [],
    replyTo: null,
    groupKey: null,
    nature: 'ordinary',
    about: null,
  }
}

function threadOf(talk: string, people: People, { userId, webUrl }: XState): ThreadRef {
  const two = talk.split('-')
  const other = two.length === 2 ? two.find((id) => id !== userId) : undefined
  const title = other === undefined ? null : (people.get(other)?.name ?? null)
  return {
    key: `dm:${talk}`,
    kind: two.length === 2 ? 'direct' : 'group',
    title: title === null ? null : clip(title, 300),
    url: `${webUrl}/messages/${talk}`,
  }
}
