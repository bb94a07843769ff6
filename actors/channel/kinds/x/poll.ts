import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { CredentialsError, Parsed, Polled, World } from '../kind.ts'
import { joinParsed } from '../wire/unreadable.ts'
import type { Feed, XAccount, XState } from './account.ts'
import { accessOf, callX, type XAccess, type XReply } from './api.ts'
import { credentialsError } from './errors.ts'
import { pathOf, readPage, type FeedName, type Page } from './pages.ts'
import { tendWebhook } from './webhook.ts'

const FEEDS: readonly FeedName[] = ['messages', 'mentions']
/** More than one, because the newest may be deleted meanwhile. */
const MAX_KNOWN = 100
/** Threads whose newest post is remembered. */
const MAX_THREADS = 200
/** How long X is not asked again for what it does not let this app read. */
const CLOSED_MS = 60 * 60_000

type XPoll = Result<Polled<XState>, CredentialsError>
type Failed = ReturnType<typeof credentialsError>

/** What a poll has come to so far. */
interface Progress {
  state: XState
  readonly parsed: Parsed[]
  /** What X does not let this app read. */
  readonly shut: Failed[]
}

/** Reads a page of what is new, and looks after the webhook where that is ours to do. */
export async function pollX(world: World, account: XAccount): Promise<XPoll> {
  const read = await readFeeds(world, account)
  if (!read.ok) return read
  const { webhook, notices } = await tendWebhook(world, { ...account, state: read.value.state })
  return ok({ ...read.value, state: { ...read.value.state, webhook }, notices })
}

/**
 * Reads direct messages, and mentions with what they answer. Each goes on, newest first, until something that was read
 * before, and rests by itself where X asks for it.
 */
async function readFeeds(world: World, account: XAccount): Promise<XPoll> {
  const access = accessOf(account)
  if (access === null) return err('channel.bad_credentials', 'The person has not allowed it at X yet.')
  const now = world.now()
  const open = FEEDS.filter((name) => account.state[name].restUntil <= now)
  const halfway = open.filter((name) => account.state[name].token !== null)
  const progress: Progress = { state: account.state, parsed: [], shut: [] }
  for (const name of halfway.length > 0 ? halfway : open) {
    const failed = await readOn(world, access, name, progress)
    if (failed !== null) return failed
  }
  const { state, parsed, shut } = progress
  const [refusal] = shut
  if (refusal !== undefined && shut.length === open.length && halfway.length === 0) return refusal
  return ok({ ...joinParsed(parsed), state, ...nextOf(state, now) })
}

/** @returns why nothing can be read now */
async function readOn(
  world: World,
  access: XAccess,
  name: FeedName,
  progress: Progress,
): Promise<Failed | null> {
  const { state } = progress
  const reply = await callX(world, access, pathOf(name, state))
  if (reply.kind === 'lost' || (reply.kind === 'refused' && reply.status === 401))
    return credentialsError(reply)
  if (reply.kind === 'ok') {
    const page = readPage(name, reply.body, state)
    progress.parsed.push(page.parsed)
    progress.state = after(state, name, page)
  } else {
    if (reply.kind === 'refused') progress.shut.push(credentialsError(reply))
    progress.state = { ...state, [name]: rested(state[name], reply, world.now()) }
  }
  return null
}

/** A round that X refuses to go on with is begun again. */
function rested(feed: Feed, reply: Exclude<XReply, { kind: 'ok' | 'lost' }>, now: number): Feed {
  if (reply.kind === 'limited') return { ...feed, restUntil: now + reply.afterMs }
  return { ...feed, token: null, pending: [], restUntil: now + CLOSED_MS }
}

function after(state: XState, name: FeedName, page: Page): XState {
  const others = Object.entries(state.newest).filter(([thread]) => page.newest[thread] === undefined)
  const newest = [...others, ...Object.entries(page.newest)].slice(-MAX_THREADS)
  return { ...state, newest: Object.fromEntries(newest), [name]: feedAfter(state[name], page) }
}

function feedAfter({ known, token, pending: before }: Feed, { ids, next, isLast }: Page): Feed {
  const pending = token === null ? ids.slice(0, MAX_KNOWN) : before
  if (next !== null && !isLast && !ids.some((id) => known?.includes(id)))
    return { known, token: next, pending, restUntil: 0 }
  const all = [...new Set([...pending, ...(known ?? [])])].slice(0, MAX_KNOWN)
  return { known: all, token: null, pending: [], restUntil: 0 }
}

function nextOf(state: XState, now: number): Pick<Polled<XState>, 'more' | 'notBeforeMs'> {
  const feeds = FEEDS.map((name) => state[name])
  const more = feeds.some(({ token, restUntil }) => token !== null && restUntil <= now)
  const soonest = Math.min(...feeds.map(({ restUntil }) => restUntil))
  return { more, notBeforeMs: soonest > now ? soonest : null }
}
