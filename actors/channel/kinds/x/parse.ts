import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { Parsed } from '../kind.ts'
import { elementsOf, membersOf, readJson, textOf, type JsonObject } from '../wire/json.ts'
import { joinParsed, NOTHING, onlyUnreadable } from '../wire/unreadable.ts'
import type { XAccount, XState } from './account.ts'
import { peopleOf, type People } from './people.ts'
import { readLegacyMessage } from './read-message.ts'
import { readLegacyPost } from './read-post.ts'

/** What a payload says beside its events, and events that are of no concern. */
const QUIET = new Set([
  'for_user_id',
  'user_has_blocked',
  'users',
  'apps',
  'favorite_events',
  'follow_events',
  'unfollow_events',
  'block_events',
  'unblock_events',
  'mute_events',
  'unmute_events',
  'tweet_delete_events',
  'direct_message_indicate_typing_events',
  'direct_message_mark_read_events',
])

/**
 * Reads a payload of the Account Activity API.
 * Source: https://docs.x.com/x-api/account-activity/introduction
 */
export function parseX({ body }: Pick<HookRequest, 'body'>, { state }: XAccount): Parsed {
  const payload = membersOf(readJson(body))
  if (textOf(payload['for_user_id']) === null || payload['for_user_id'] !== state.userId)
    return onlyUnreadable('This payload is for another account, or says for none.', body)
  const people = peopleOf(Object.values(membersOf(payload['users'])))
  const parts = Object.entries(payload).filter(([name]) => !QUIET.has(name))
  return joinParsed(parts.flatMap(([name, value]) => readPart(name, value, people, state)))
}

function readPart(name: string, value: unknown, people: People, state: XState): readonly Parsed[] {
  if (!Array.isArray(value)) return [onlyUnreadable(`"${name.slice(0, 100)}" of X could not be read.`, value)]
  switch (name) {
    case 'direct_message_events':
      return elementsOf(value).map((event) => readDirect(membersOf(event), people, state))
    case 'tweet_create_events':
      return elementsOf(value).map((post) => readMention(membersOf(post), state))
    default:
      return [onlyUnreadable(`Switchboard does not know "${name.slice(0, 100)}" of X.`, value)]
  }
}

function readDirect(event: JsonObject, people: People, state: XState): Parsed {
  const message = event['type'] === 'message_create' ? readLegacyMessage(event, people, state) : null
  if (message === null) return onlyUnreadable('This direct message could not be read.', event)
  return { events: [message], unreadable: [] }
}

/** Our own posts, and what others pass on, are of no concern. */
function readMention(post: JsonObject, state: XState): Parsed {
  const { user, retweeted_status: passedOn } = post
  if (passedOn !== undefined || !mentions(post, state)) return NOTHING
  if (membersOf(user)['id_str'] === state.userId) return NOTHING
  const event = readLegacyPost(post, peopleOf([user]), state)
  return event === null
    ? onlyUnreadable('This post could not be read.', post)
    : { events: [event], unreadable: [] }
}

function mentions(post: JsonObject, { userId }: XState): boolean {
  const entities = membersOf(post['extended_tweet'])['entities'] ?? post['entities']
  const named = elementsOf(membersOf(entities)['user_mentions']).map(membersOf)
  return named.some(({ id_str: id }) => id === userId)
}
