import { canonicalFeedUrl } from '@switchboard/shared-types/feed-url'
import type { FeedCandidate } from '@switchboard/shared-types/api/subscriptions'
import type { ErrorCode } from '@switchboard/shared-types/errors'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { decodeBytes } from '../decode/decode.ts'
import { discoverFeeds } from '../discover/discover.ts'
import { resolveRsshub } from '../discover/rsshub.ts'
import { wellKnownFeedUrls } from '../discover/well-known.ts'
import { fetchFeed } from '../fetch/fetch-feed.ts'
import type { Changed } from '../fetch/fetch-feed.ts'
import type { Send } from '../fetch/outbound.ts'
import { readFeed } from '../pipeline.ts'
import type { ReadFeed } from '../types.ts'

export interface FoundFeed {
  /** Canonical. */
  readonly feedUrl: string
  readonly feed: ReadFeed
  /** Other feeds that the page names. */
  readonly others: readonly FeedCandidate[]
}

export interface FindOptions {
  readonly send: Send
  readonly userAgent: string
  readonly rsshubBaseUrl: string
}

type Look = Result<{ url: string; answer: Changed; read: ReturnType<typeof readFeed> }, ErrorCode>

/** Declared feeds to try before giving up on a page, and well-known addresses to try where it declares none. */
const MAX_DECLARED = 4
const MAX_GUESSED = 8

/**
 * Finds the feed behind an address: the document itself, else the first working feed that its page names, else one at
 * an address where sites keep theirs.
 */
export async function findFeed(address: string, options: FindOptions): Promise<Result<FoundFeed, ErrorCode>> {
  const first = await look(address, options)
  if (!first.ok) return first
  const { answer, read } = first.value
  if (read.ok) return found(address, answer, read.value, [])
  if (read.error.code !== 'feed.html_page') return read
  const page = decodeBytes(answer.body, answer.contentType).text
  const candidates = discoverFeeds(page, answer.url)
  const others = candidates.map(({ url, title }) => ({ url, title, type: null }))
  const guesses = wellKnownFeedUrls(answer.url).slice(0, MAX_GUESSED)
  for (const url of [...others.slice(0, MAX_DECLARED).map((one) => one.url), ...guesses]) {
    const tried = await look(url, options)
    if (!tried.ok || !tried.value.read.ok) continue
    return found(
      url,
      tried.value.answer,
      tried.value.read.value,
      others.filter((one) => one.url !== url),
    )
  }
  return err('feed.no_feed_found', 'This page names no feed, and none was found where sites keep theirs.')
}

async function look(url: string, { send, userAgent, rsshubBaseUrl }: FindOptions): Promise<Look> {
  const target = resolveRsshub(url, rsshubBaseUrl)
  if (!target.ok) return target
  const request = {
    url: target.value,
    validators: { etag: null, lastModified: null },
    bodyHash: null,
    userAgent,
  }
  const answer = await fetchFeed(request, send)
  if (answer.kind === 'failed') return err(answer.code, answer.message)
  if (answer.kind === 'unchanged')
    return err('feed.bad_status', 'The server said "unchanged" to a first visit.')
  const { url: base, contentType } = answer
  return ok({ url, answer, read: readFeed(answer.body, { url: base, contentType, now: new Date() }) })
}

function found(
  url: string,
  answer: Changed,
  feed: ReadFeed,
  others: readonly FeedCandidate[],
): Result<FoundFeed, ErrorCode> {
  const feedUrl = canonicalFeedUrl(answer.movedTo ?? url)
  return feedUrl.ok ? ok({ feedUrl: feedUrl.value, feed, others }) : feedUrl
}
