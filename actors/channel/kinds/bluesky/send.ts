import type { Outgoing } from '@switchboard/shared-types/contracts/channel'
import type { File, Pace, Performed, World } from '../kind.ts'
import { textOf } from '../wire/json.ts'
import type { BlueskyAccount } from './account.ts'
import { facetsOf, mentionsIn } from './facets.ts'
import { addressOf } from './read-post.ts'
import { referTo, type Refs } from './refs.ts'
import { tidOf } from './tid.ts'
import { embedFiles } from './upload.ts'
import { callXrpc, performedOf, procedure } from './xrpc.ts'

const POST = 'app.bsky.feed.post'
const LIKE = 'app.bsky.feed.like'
const MAX_GRAPHEMES = 300
const MAX_BYTES = 3_000
const MAX_MENTIONS = 10

/** Does one act. A record's key is made of our id, so a repetition is the same record and never a second post. */
export async function performAtBluesky(
  world: World,
  account: BlueskyAccount,
  outgoing: Outgoing,
  files: readonly File[],
): Promise<Performed> {
  const { act } = outgoing
  switch (act.type) {
    case 'send': {
      const target = act.replyTo ?? account.state.newest[act.thread.key] ?? act.thread.key
      return await post(world, account, outgoing, act.text, target, files)
    }
    case 'post':
      return await post(world, account, outgoing, act.text, act.after, files)
    case 'edit':
      return { outcome: 'failed', reason: 'Bluesky lets no post be changed.' }
    case 'delete':
      return await remove(world, account, POST, act.key.slice(act.key.lastIndexOf('/') + 1), act.key)
    case 'react':
      return await like(world, account, outgoing.approval.at, act.key, act.reactions.length > 0)
  }
}

/** Three points for a record, of 5,000 an hour (https://docs.bsky.app/docs/advanced-guides/rate-limits). */
export function pacesAtBluesky(): readonly Pace[] {
  return [{ key: 'writes', burst: 30, everyMs: 2_200 }]
}

/** @param target the post that is answered; null: none */
async function post(
  world: World,
  account: BlueskyAccount,
  { id, approval }: Outgoing,
  text: string,
  target: string | null,
  files: readonly File[],
): Promise<Performed> {
  if (isTooLong(text))
    return { outcome: 'failed', reason: 'A post has at most 300 characters and 3,000 bytes.' }
  const reply = target === null ? null : await referTo(world, account, target)
  if (reply !== null && 'outcome' in reply) return reply
  const embed = files.length === 0 ? null : await embedFiles(world, account, files)
  if (embed !== null && 'outcome' in embed) return embed
  const dids = await resolve(world, account, text)
  if ('outcome' in dids) return dids
  const record = {
    $type: POST,
    text,
    facets: facetsOf(text, dids),
    // Of the approval, not of the attempt: a repetition writes the very same record.
    createdAt: approval.at,
    ...(reply !== null && { reply: { root: reply.root, parent: reply.parent } satisfies Refs }),
    ...embed,
  }
  return await put(world, account, POST, await tidOf(id, approval.at), record)
}

/** https://docs.bsky.app/docs/api/com-atproto-repo-put-record */
async function put(
  world: World,
  { secrets, state }: BlueskyAccount,
  collection: string,
  rkey: string,
  record: object,
): Promise<Performed> {
  const request = procedure({ repo: state.did, collection, rkey, record })
  const reply = await callXrpc(
    world,
    state.baseUrl,
    secrets.accessToken,
    'com.atproto.repo.putRecord',
    request,
  )
  if (reply.kind !== 'ok') return performedOf(reply, false)
  const key = textOf(reply.body['uri']) ?? `at://${state.did}/${collection}/${rkey}`
  return { outcome: 'sent', reason: null, key, url: addressOf(key) }
}

/** A record that is not there is deleted already: the server says yes. */
async function remove(
  world: World,
  { secrets, state }: BlueskyAccount,
  collection: string,
  rkey: string,
  key: string,
): Promise<Performed> {
  const request = procedure({ repo: state.did, collection, rkey })
  const reply = await callXrpc(
    world,
    state.baseUrl,
    secrets.accessToken,
    'com.atproto.repo.deleteRecord',
    request,
  )
  return reply.kind === 'ok' ? { outcome: 'sent', reason: null, key } : performedOf(reply, true)
}

/** Bluesky knows one reaction, a like: a record whose key is made of the post's, so that it can be found again. */
async function like(
  world: World,
  account: BlueskyAccount,
  createdAt: string,
  uri: string,
  wanted: boolean,
): Promise<Performed> {
  const rkey = await tidOf(`like ${uri}`, '2024-01-01T00:00:00Z')
  if (!wanted) return await remove(world, account, LIKE, rkey, uri)
  const refs = await referTo(world, account, uri)
  if ('outcome' in refs) return refs
  const liked = await put(world, account, LIKE, rkey, { $type: LIKE, subject: refs.parent, createdAt })
  return liked.outcome === 'sent' ? { outcome: 'sent', reason: null, key: uri } : liked
}

/** @returns whom the text mentions, by handle; a name that nobody has stays plain text */
async function resolve(
  world: World,
  { secrets, state }: BlueskyAccount,
  text: string,
): Promise<Map<string, string> | Performed> {
  const dids = new Map<string, string>()
  const handles = new Set(mentionsIn(text).map(({ handle }) => handle))
  for (const handle of [...handles].slice(0, MAX_MENTIONS)) {
    const method = `com.atproto.identity.resolveHandle?handle=${encodeURIComponent(handle)}`
    const reply = await callXrpc(world, state.baseUrl, secrets.accessToken, method)
    if (reply.kind === 'limited' || reply.kind === 'lost') return performedOf(reply, true)
    const did = reply.kind === 'ok' ? textOf(reply.body['did']) : null
    if (did !== null) dids.set(handle, did)
  }
  return dids
}

function isTooLong(text: string): boolean {
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length
  return graphemes > MAX_GRAPHEMES || new TextEncoder().encode(text).length > MAX_BYTES
}
