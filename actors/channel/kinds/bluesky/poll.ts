import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Parsed, Polled, World } from '../kind.ts'
import { elementsOf, membersOf, textOf, type JsonObject } from '../wire/json.ts'
import { joinParsed, onlyUnreadable } from '../wire/unreadable.ts'
import type { BlueskyAccount, BlueskyState } from './account.ts'
import { readPost, timeOf } from './read-post.ts'
import { callXrpc, isExpired, isUnauthorised, type XrpcFailure } from './xrpc.ts'

const PAGE = 50
/** Threads whose newest post is remembered. */
const MAX_THREADS = 500

/** What is indexed a little late is not passed over; what comes twice is dropped by its id. */
const OVERLAP_MS = 2 * 60_000

type BlueskyPoll = Result<Polled<BlueskyState>, CredentialsError>

/**
 * Reads a page of mentions and answers. They come newest first, so a reading goes back until it meets what was read
 * before, and only then counts as done.
 * Source: https://docs.bsky.app/docs/api/app-bsky-notification-list-notifications
 */
export async function pollBluesky(world: World, { secrets, state }: BlueskyAccount): Promise<BlueskyPoll> {
  const query = new URLSearchParams({ limit: String(PAGE) })
  for (const reason of ['mention', 'reply']) query.append('reasons', reason)
  if (state.page !== null) query.set('cursor', state.page.cursor)
  const method = `app.bsky.notification.listNotifications?${query.toString()}`
  const reply = await callXrpc(world, state.baseUrl, secrets.accessToken, method)
  if (reply.kind !== 'ok') return notRead(world, state, reply)
  const all = elementsOf(reply.body['notifications']).map(membersOf)
  const since = state.readTo === null ? 0 : Date.parse(state.readTo) - OVERLAP_MS
  const fresh = all.filter((each) => Date.parse(indexedAt(each)) >= since)
  const parsed = joinParsed(fresh.toReversed().map((each) => readNotification(each, state)))
  const cursor = fresh.length < all.length || state.readTo === null ? null : textOf(reply.body['cursor'])
  const next = after(state, all, parsed, cursor)
  return ok({ ...parsed, state: next, more: next.page !== null, notBeforeMs: null })
}

function readNotification(notification: JsonObject, state: BlueskyState): Parsed {
  const event = readPost(notification, state)
  return event === null
    ? onlyUnreadable('This notification could not be read.', notification)
    : { events: [event], unreadable: [] }
}

/** The reading goes on at the cursor, or is done: then all is read up to where it began. */
function after(
  state: BlueskyState,
  all: readonly JsonObject[],
  { events }: Parsed,
  cursor: string | null,
): BlueskyState {
  const first = all[0]
  const began = state.page?.newest ?? (first === undefined ? '' : indexedAt(first))
  // Older pages come later: what is known already is newer.
  const threads = new Map(
    events.map(({ thread, ...event }) => [thread.key, 'key' in event ? event.key : thread.key]),
  )
  const known =
    state.page === null
      ? { ...state.newest, ...Object.fromEntries(threads) }
      : { ...Object.fromEntries(threads), ...state.newest }
  const newest = Object.fromEntries(Object.entries(known).slice(-MAX_THREADS))
  if (cursor !== null) return { ...state, newest, page: { cursor, newest: began } }
  const readTo = [state.readTo ?? EPOCH, began].toSorted().at(-1) ?? EPOCH
  return { ...state, newest, page: null, readTo }
}

const EPOCH = '1970-01-01T00:00:00.000Z'

/** In one spelling, so that times sort as texts. */
function indexedAt(notification: JsonObject): string {
  return timeOf(notification['indexedAt']) ?? EPOCH
}

function notRead(world: World, state: BlueskyState, reply: XrpcFailure): BlueskyPoll {
  if (reply.kind === 'limited')
    return ok({ events: [], unreadable: [], state, more: true, notBeforeMs: world.now() + reply.afterMs })
  if (isExpired(reply)) return err('channel.unreachable', 'The session is being renewed.')
  if (isUnauthorised(reply))
    return err('channel.bad_credentials', 'The server no longer accepts the session.')
  return err('channel.unreachable', reply.kind === 'lost' ? reply.reason : reply.message)
}
