import type { Performed, World } from '../kind.ts'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import type { BlueskyAccount } from './account.ts'
import { uriOf } from './read-post.ts'
import { callXrpc, performedOf } from './xrpc.ts'

/** A record, and which version of it. */
interface Ref {
  readonly uri: string
  readonly cid: string
}

/** What an answer names: the first post of the thread, and the one that it answers. */
export interface Refs {
  readonly root: Ref
  readonly parent: Ref
}

/** Asks for the post that is answered. @returns why there is nothing to answer, where there is not */
export async function referTo(
  world: World,
  { secrets, state }: BlueskyAccount,
  target: string,
): Promise<Refs | Performed> {
  const uri = uriOf(target)
  if (uri === null) return { outcome: 'failed', reason: 'This is no post of Bluesky.' }
  const method = `app.bsky.feed.getPosts?uris=${encodeURIComponent(uri)}`
  const reply = await callXrpc(world, state.baseUrl, secrets.accessToken, method)
  if (reply.kind !== 'ok') return performedOf(reply, true)
  const post = membersOf(elementsOf(reply.body['posts'])[0])
  const parent = refOf(post)
  if (parent === null) return { outcome: 'failed', reason: 'The post that is answered is no longer there.' }
  const { root } = membersOf(membersOf(post['record'])['reply'])
  return { root: refOf(membersOf(root)) ?? parent, parent }
}

function refOf(value: JsonObject): Ref | null {
  const [uri, cid] = [uriOf(value['uri']), textOf(value['cid'])]
  return uri === null || cid === null ? null : { uri, cid }
}
