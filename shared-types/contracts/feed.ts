import type { FetchHistory, FeedHealth } from '../api/subscriptions.ts'
import type { Enclosure } from '../api/entries.ts'
import type { ErrorCode } from '../errors.ts'
import type { FeedId, InboxId } from '../ids.ts'
import type { Result } from '../result.ts'
import type { Trace } from '../trace.ts'
import type { ActorContract } from './actor.ts'

/** An item as a feed hands it to inboxes. */
export interface FeedItem {
  /** Names the item within its feed for good. */
  readonly no: number
  /** Grows with every new or edited item; an inbox remembers the highest it has applied. */
  readonly seq: number
  readonly url: string | null
  readonly title: string
  readonly author: string | null
  readonly publishedAt: string | null
  readonly contentHtml: string
  readonly text: string
  readonly image: string | null
  readonly enclosures: readonly Enclosure[]
}

/** What a feed is, as its subscribers show it. */
export interface FeedState {
  readonly url: string
  readonly siteUrl: string | null
  readonly title: string | null
  readonly health: FeedHealth
  readonly reason: string | null
}

/**
 * A stretch of a feed's items, in order of `seq`, with what the feed now is; without items when only that has changed.
 * A new `epoch` means that the feed's storage began anew.
 */
export interface FeedBatch {
  readonly feed: FeedId
  readonly state: FeedState
  readonly epoch: string
  readonly items: readonly FeedItem[]
}

/** One per canonical feed URL. Called by inboxes (subscribe, catch up), the edge (refresh, history) and admin. */
export interface FeedContract extends ActorContract<FeedId> {
  /**
   * Idempotent. The first subscriber starts the polling. Items after `after` follow by delivery; a subscriber that slept
   * is fed again from there on.
   */
  subscribe(
    id: FeedId,
    trace: Trace,
    input: { inbox: InboxId; url: string; after: number },
  ): Promise<Result<FeedState>>
  /** Idempotent. Without subscribers the feed stops polling and forgets itself after a while. */
  unsubscribe(id: FeedId, trace: Trace, input: { inbox: InboxId }): Promise<Result<null>>
  /** Polls now, unless it was polled in the last minute. */
  refresh(id: FeedId, trace: Trace): Promise<Result<{ newItems: number; outcome: string }, ErrorCode>>
  history(id: FeedId, trace: Trace, input: { limit: number }): Promise<FetchHistory>
  describe(id: FeedId, trace: Trace): Promise<Result<FeedState & { subscribers: number }, 'feed.unknown'>>
  pause(id: FeedId, trace: Trace): Promise<Result<null, 'feed.unknown'>>
  resume(id: FeedId, trace: Trace): Promise<Result<null, 'feed.unknown'>>
}
