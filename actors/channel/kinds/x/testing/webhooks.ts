import type { HookRequest } from '@switchboard/shared-types/contracts/channel'
import type { FakeMessage, FakePost } from './fake-x.ts'
import { ME, PEOPLE, type FakePerson } from './people.ts'

export const CONSUMER_SECRET = 'consumer-secret'
const HOOK = '/hooks/x/chn'
const encoder = new TextEncoder()

/** The webhooks of an app: what X sends, signed with the app's consumer secret. */
export async function signed(payload: unknown, secret = CONSUMER_SECRET): Promise<HookRequest> {
  const body = encoder.encode(typeof payload === 'string' ? payload : JSON.stringify(payload))
  const headers = { 'x-twitter-webhooks-signature': `sha256=${await macOf(secret, body)}` }
  return { method: 'POST', url: HOOK, headers, body }
}

/** A challenge, as X asks for it. @param query as it stands in the address */
export function challenge(query: string): HookRequest {
  return { method: 'GET', url: `${HOOK}?${query}`, headers: {}, body: new Uint8Array() }
}

/** What the answer to a challenge has to be. */
export async function responseTo(token: string): Promise<unknown> {
  return { response_token: `sha256=${await macOf(CONSUMER_SECRET, encoder.encode(token))}` }
}

/** The older shape, which does not name the talk. */
export function messagePayload({ id, sender, text, at }: FakeMessage, recipient: FakePerson): object {
  const users = Object.fromEntries(PEOPLE.map((person) => [person.id, legacy(person)]))
  const message = {
    target: { recipient_id: recipient.id },
    sender_id: sender.id,
    message_data: { text, entities: { hashtags: [], symbols: [], urls: [], user_mentions: [] } },
  }
  const event = { type: 'message_create', id, created_timestamp: String(at), message_create: message }
  return { for_user_id: ME.id, direct_message_events: [event], users }
}

export function postPayload({ id, author, text, replyTo, at }: FakePost): object {
  const mentioned = PEOPLE.filter(({ username }) => text.includes(`@${username}`))
  const post = {
    // As X writes it: Wed Oct 10 20:19:24 +0000 2018
    created_at: new Date(at)
      .toUTCString()
      .replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 +0000 $4'),
    id_str: id,
    text: text.slice(0, 140),
    ...(text.length > 140 && { extended_tweet: { full_text: text, entities: entitiesOf(mentioned) } }),
    user: { id_str: author.id, name: author.name, screen_name: author.username },
    in_reply_to_status_id_str: replyTo,
    entities: entitiesOf(mentioned),
  }
  return { for_user_id: ME.id, user_has_blocked: false, tweet_create_events: [post] }
}

function entitiesOf(people: readonly FakePerson[]): object {
  return {
    urls: [],
    user_mentions: people.map(({ id, username }) => ({ id_str: id, screen_name: username })),
  }
}

function legacy({ id, name, username }: FakePerson): object {
  return { id, name, screen_name: username, created_timestamp: '1400000000000' }
}

async function macOf(secret: string, bytes: Uint8Array): Promise<string> {
  const raw = encoder.encode(secret)
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new Uint8Array(bytes)))
  return btoa(String.fromCharCode(...mac))
}
