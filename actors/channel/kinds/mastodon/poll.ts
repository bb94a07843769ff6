import type { ChannelEvent } from '@switchboard/shared-types/channel-event'
import { ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Parsed, Polled, World } from '../kind.ts'
import { elementsOf, membersOf, type JsonObject } from '../wire/json.ts'
import { joinParsed, onlyUnreadable } from '../wire/unreadable.ts'
import type { MastodonAccount, MastodonState } from './account.ts'
import { callMastodon, type MastodonReply } from './api.ts'
import { credentialsError } from './errors.ts'
import { idOf, readStatus } from './read-status.ts'

/** Each mention that answers something costs a call more, of three hundred in five minutes. */
const PAGE = 15
/** Threads whose newest post is remembered. */
const MAX_THREADS = 500

type MastodonPoll = Result<Polled<MastodonState>, CredentialsError>
/** A post, and all that was said before it in its thread, oldest first. */
interface Mention {
  readonly status: JsonObject
  readonly ancestors: readonly JsonObject[]
}

/**
 * Reads the mentions that are newer than what was read before, the oldest page first, each with what it answers.
 * Source: https://docs.joinmastodon.org/methods/notifications/#get
 */
export async function pollMastodon(world: World, account: MastodonAccount): Promise<MastodonPoll> {
  const { lastId } = account.state
  const since = lastId === null ? '' : `&min_id=${encodeURIComponent(lastId)}`
  const path = `/api/v1/notifications?types[]=mention&limit=${PAGE}${since}`
  const reply = await callMastodon(world, account, path)
  if (reply.kind !== 'ok') return notRead(world, account, reply)
  const notifications = elementsOf(reply.body).map(membersOf).toSorted(byId)
  const parsed: Parsed[] = []
  let { state } = account
  for (const notification of notifications) {
    const mention = await withAncestors(world, account, membersOf(notification['status']))
    if ('kind' in mention) return notRead(world, account, mention)
    parsed.push(readMention(mention, state))
    state = after(state, notification, mention)
  }
  const more = lastId !== null && notifications.length >= PAGE
  // From the first look on, nothing that is newer is passed over.
  state = { ...state, lastId: state.lastId ?? '0' }
  return ok({ ...joinParsed(parsed), state, more, notBeforeMs: null })
}

/** The thread is asked for: a post names only the one that it answers. One that is gone leaves the post by itself. */
async function withAncestors(
  world: World,
  account: MastodonAccount,
  status: JsonObject,
): Promise<Mention | Exclude<MastodonReply, { kind: 'ok' }>> {
  const id = idOf(status)
  if (id === null || typeof status['in_reply_to_id'] !== 'string') return { status, ancestors: [] }
  const reply = await callMastodon(world, account, `/api/v1/statuses/${id}/context`)
  if (reply.kind === 'refused' && reply.status === 404) return { status, ancestors: [] }
  if (reply.kind !== 'ok') return reply
  return { status, ancestors: elementsOf(membersOf(reply.body)['ancestors']).map(membersOf) }
}

function readMention({ status, ancestors }: Mention, state: MastodonState): Parsed {
  const root = ancestors[0] ?? status
  const read = [...ancestors, status].map((each) => readStatus(each, root, state))
  if (read.at(-1) === null) return onlyUnreadable('This mention could not be read.', status)
  const events: ChannelEvent[] = read.filter((event) => event !== null)
  return { events, unreadable: [] }
}

function after(
  state: MastodonState,
  notification: JsonObject,
  { status, ancestors }: Mention,
): MastodonState {
  const lastId = idOf(notification) ?? state.lastId
  const [root, id] = [idOf(ancestors[0] ?? status), idOf(status)]
  if (root === null || id === null) return { ...state, lastId }
  const others = Object.entries(state.newest).filter(([thread]) => thread !== root)
  return { ...state, lastId, newest: Object.fromEntries([...others.slice(1 - MAX_THREADS), [root, id]]) }
}

function notRead(
  world: World,
  { state }: MastodonAccount,
  reply: Exclude<MastodonReply, { kind: 'ok' }>,
): MastodonPoll {
  if (reply.kind !== 'limited') return credentialsError(reply)
  return ok({ events: [], unreadable: [], state, more: true, notBeforeMs: world.now() + reply.afterMs })
}

/** Ids are numbers that grow, written as text: a longer one is newer. */
function byId(one: JsonObject, other: JsonObject): number {
  const [a, b] = [idOf(one) ?? '', idOf(other) ?? '']
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
