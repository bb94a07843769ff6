import type { MessageEvent } from '@switchboard/shared-types/channel-event'
import type { Parsed } from '../kind.ts'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import { joinParsed, NOTHING, onlyUnreadable } from '../wire/unreadable.ts'
import type { XState } from './account.ts'
import { idOf } from './ids.ts'
import { peopleOf, type People } from './people.ts'
import { readMessage } from './read-message.ts'
import { answeredBy, readPost } from './read-post.ts'

export type FeedName = 'messages' | 'mentions'

/** One page, whose events are oldest first. */
export interface Page {
  readonly parsed: Parsed
  /** Newest first. */
  readonly ids: readonly string[]
  /** Leads to the page behind it. */
  readonly next: string | null
  /** Nothing behind this page is wanted. */
  readonly isLast: boolean
  /** By thread: its newest post of somebody else in this page. */
  readonly newest: Readonly<Record<string, string>>
}

const PAGE = '100'
const USER_FIELDS = 'name,username'
/** What is asked for of a post, and of the one that it answers. */
export const POST_FIELDS = {
  'user.fields': USER_FIELDS,
  'tweet.fields': 'author_id,conversation_id,created_at,entities,note_tweet,referenced_tweets',
  expansions: 'author_id,referenced_tweets.id,referenced_tweets.id.author_id',
}

/** @returns the path that asks for the next page of a round, or for the first one. */
export function pathOf(name: FeedName, state: XState): string {
  const { token } = state[name]
  const query = new URLSearchParams({ max_results: PAGE, 'user.fields': USER_FIELDS })
  if (token !== null) query.set('pagination_token', token)
  return name === 'messages' ? messagesPath(query) : mentionsPath(query, state)
}

/** @param body of X's answer; what cannot be read is kept beside what can */
export function readPage(name: FeedName, body: JsonObject, state: XState): Page {
  const data = elementsOf(body['data']).map(membersOf)
  const includes = membersOf(body['includes'])
  const people = peopleOf(elementsOf(includes['users']))
  const ids = data.map(({ id }) => idOf(id)).filter((id) => id !== null)
  const next = textOf(membersOf(body['meta'])['next_token'])
  const { known } = state[name]
  const oldestFirst = data.filter(({ id }) => known?.some((one) => one === id) !== true).toReversed()
  if (name === 'messages') {
    const parsed = joinParsed(oldestFirst.map((event) => readDirect(event, people, state)))
    return { parsed, ids, next, isLast: false, newest: {} }
  }
  const others = elementsOf(includes['tweets'])
  const parsed = joinParsed(oldestFirst.map((post) => readWithAnswered(post, others, people, state)))
  const newest = newestOf(parsed.events.filter((event) => event.type === 'message'))
  // The first look is at the newest mentions only: X has all that there ever were, and each one costs.
  return { parsed, ids, next, isLast: state.mentions.known === null, newest }
}

/** It goes back 30 days and knows no `since_id`. Source: https://docs.x.com/x-api/direct-messages/get-dm-events */
function messagesPath(query: URLSearchParams): string {
  query.set('event_types', 'MessageCreate')
  query.set('dm_event.fields', 'id,event_type,text,created_at,sender_id,dm_conversation_id,entities')
  query.set('expansions', 'sender_id,participant_ids')
  return `/2/dm_events?${query.toString()}`
}

/** https://docs.x.com/x-api/posts/user-mention-timeline-by-user-id */
function mentionsPath(query: URLSearchParams, { userId, mentions }: XState): string {
  const newest = mentions.known?.[0]
  if (newest !== undefined) query.set('since_id', newest)
  for (const [name, value] of Object.entries(POST_FIELDS)) query.set(name, value)
  return `/2/users/${userId}/mentions?${query.toString()}`
}

function readDirect(event: JsonObject, people: People, state: XState): Parsed {
  if (event['event_type'] !== 'MessageCreate') return NOTHING
  const message = readMessage(event, people, state)
  if (message === null) return onlyUnreadable('This direct message could not be read.', event)
  return { events: [message], unreadable: [] }
}

/** A mention with the post that it answers, where that is among the others that X gives along. */
export function readWithAnswered(
  post: JsonObject,
  others: readonly unknown[],
  people: People,
  state: XState,
): Parsed {
  const mention = readPost(post, people, state)
  if (mention === null) return onlyUnreadable('This mention could not be read.', post)
  const answered = answeredBy(post)
  const parent = others.map(membersOf).find(({ id }) => answered !== null && id === answered)
  const before = parent === undefined ? null : readPost(parent, people, state)
  return { events: before === null ? [mention] : [before, mention], unreadable: [] }
}

function newestOf(events: readonly MessageEvent[]): Record<string, string> {
  const others = events.filter(({ author }) => !author.self)
  return Object.fromEntries(others.map(({ thread, key }) => [thread.key, key]))
}
