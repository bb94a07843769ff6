import type { MessageEvent } from '@switchboard/shared-types/channel-event'
import { clip } from '@switchboard/kernel/text/clip'
import { elementsOf, membersOf, type JsonObject } from '../wire/json.ts'
import type { XState } from './account.ts'
import { idOf } from './ids.ts'
import { authorOf, type People } from './people.ts'
import { readText, timeOf } from './text.ts'

/** Reads a post as version 2 of the API has it; null where it is none. */
export function readPost(post: JsonObject, people: People, state: XState): MessageEvent | null {
  const long = membersOf(post['note_tweet'])
  const { text, entities } = long['text'] === undefined ? post : long
  const { id, conversation_id: root, author_id: author, created_at: at } = post
  return toEvent({ id, root, author, at, text, entities, replyTo: answeredBy(post) }, people, state)
}

/** @returns the id of the post that this one answers. */
export function answeredBy(post: JsonObject): string | null {
  const references = elementsOf(post['referenced_tweets']).map(membersOf)
  return idOf(references.find(({ type }) => type === 'replied_to')?.['id'])
}

/**
 * Reads a post as webhooks have it, in the older shape; null where it is none.
 * @returns an answer to a post whose thread is not known as though it began one itself
 */
export function readLegacyPost(post: JsonObject, people: People, state: XState): MessageEvent | null {
  const long = membersOf(post['extended_tweet'])
  const text = long['full_text'] ?? post['full_text'] ?? post['text']
  const entities = long['entities'] ?? post['entities']
  const { id_str: id, created_at: at } = post
  const author = membersOf(post['user'])['id_str']
  const replyTo = idOf(post['in_reply_to_status_id_str'])
  const root = (replyTo === null ? null : rootOf(replyTo, state)) ?? id
  return toEvent({ id, root, author, at, text, entities, replyTo }, people, state)
}

/** The post that began the thread in which a post was the newest when it was last read; null: not known. */
function rootOf(post: string, { newest }: XState): string | null {
  const thread = Object.keys(newest).find((key) => key === `post:${post}` || newest[key] === post)
  return thread?.replace(/^post:/, '') ?? null
}

interface Said {
  readonly id: unknown
  readonly root: unknown
  readonly author: unknown
  readonly at: unknown
  readonly text: unknown
  readonly entities: unknown
  readonly replyTo: string | null
}

function toEvent({ replyTo, ...said }: Said, people: People, state: XState): MessageEvent | null {
  const [key, root] = [idOf(said.id), idOf(said.root)]
  const [author, at] = [idOf(said.author), timeOf(said.at)]
  if (key === null || root === null || author === null || at === null) return null
  const text = readText(said.text, said.entities)
  // `i` stands for whoever it is: the first post's author need not be named.
  const url = `${state.webUrl}/i/status/${root}`
  return {
    type: 'message',
    eventId: `post:${key}`,
    thread: { key: `post:${root}`, kind: 'post', title: key === root ? clip(text, 80) || null : null, url },
    at,
    key,
    author: authorOf(author, people, state),
    text,
    html: null,
    attachments: [],
    replyTo,
    groupKey: null,
    nature: 'ordinary',
    about: null,
  }
}
