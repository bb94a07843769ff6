import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { Pace, Performed, World } from '../kind.ts'
import { membersOf } from '../wire/json.ts'
import type { XAccount } from './account.ts'
import { accessOf, callX, jsonRequest, type XAccess } from './api.ts'
import { performedOf } from './errors.ts'
import { idOf, placeOf } from './ids.ts'

/** By X's limits for one person in a quarter of an hour: 15 direct messages, 100 posts, 50 deletions. */
const PACES = {
  messages: { key: 'messages', burst: 5, everyMs: 90_000 },
  posts: { key: 'posts', burst: 10, everyMs: 10_000 },
  deletions: { key: 'deletions', burst: 5, everyMs: 20_000 },
} as const

/** Does one act at X, which knows no key against doing it twice. */
export async function performAtX(world: World, account: XAccount, { act }: Outgoing): Promise<Performed> {
  const access = accessOf(account)
  if (access === null) return { outcome: 'unauthorised', reason: 'The person has not allowed it at X yet.' }
  if (act.type === 'post') return await publish(world, access, account, act.text, act.after)
  const place = placeOf(act.thread.key)
  if (place === null) return failed('This is no thread of X.')
  switch (act.type) {
    case 'send': {
      if (place.type === 'talk') return await say(world, access, account, place.id, act.text)
      const newest = account.state.newest[act.thread.key]
      return await publish(world, access, account, act.text, act.replyTo ?? newest ?? place.id)
    }
    case 'delete':
      if (place.type === 'talk') return failed('X deletes a direct message for oneself only.')
      return await remove(world, access, act.key)
    case 'edit':
      return failed('X lets no app change what was posted.')
    case 'react':
      return failed('Switchboard cannot react at X.')
  }
}

export function pacesAtX({ act }: Outgoing): readonly Pace[] {
  if (act.type === 'delete') return [PACES.deletions]
  const isTalk = act.type === 'send' && placeOf(act.thread.key)?.type === 'talk'
  return [isTalk ? PACES.messages : PACES.posts]
}

/** https://docs.x.com/x-api/direct-messages/create-dm-message-by-conversation-id */
async function say(
  world: World,
  access: XAccess,
  { state }: XAccount,
  talk: string,
  text: string,
): Promise<Performed> {
  const reply = await callX(world, access, `/2/dm_conversations/${talk}/messages`, jsonRequest({ text }))
  if (reply.kind !== 'ok') return performedOf(reply, PACES.messages.key, false)
  const key = idOf(membersOf(reply.body['data'])['dm_event_id'])
  return key === null
    ? unsaid()
    : { outcome: 'sent', reason: null, key, url: `${state.webUrl}/messages/${talk}` }
}

/** https://docs.x.com/x-api/posts/create-post @param answered the post that this one answers */
async function publish(
  world: World,
  access: XAccess,
  { state }: XAccount,
  text: string,
  answered: string | null,
): Promise<Performed> {
  const fields = answered === null ? { text } : { text, reply: { in_reply_to_tweet_id: answered } }
  const reply = await callX(world, access, '/2/tweets', jsonRequest(fields))
  if (reply.kind !== 'ok') return performedOf(reply, PACES.posts.key, false)
  const key = idOf(membersOf(reply.body['data'])['id'])
  return key === null
    ? unsaid()
    : { outcome: 'sent', reason: null, key, url: `${state.webUrl}/i/status/${key}` }
}

async function remove(world: World, access: XAccess, key: string): Promise<Performed> {
  const reply = await callX(world, access, `/2/tweets/${encodeURIComponent(key)}`, { method: 'DELETE' })
  const gone = reply.kind === 'ok' || (reply.kind === 'refused' && reply.status === 404)
  return gone ? { outcome: 'sent', reason: null, key } : performedOf(reply, PACES.deletions.key, true)
}

function unsaid(): Performed {
  return { outcome: 'unknown', reason: 'X does not say under which id it took it.' }
}

function failed(reason: string): Performed {
  return { outcome: 'failed', reason }
}
