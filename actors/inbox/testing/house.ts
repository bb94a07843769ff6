import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, vi } from 'vitest'
import type { NewNotification } from '@switchboard/shared-types/contracts/inbox'
import type { FeedItem, FeedState } from '@switchboard/shared-types/contracts/feed'
import { getStub } from '@switchboard/shared-types/door'
import { feedIdOf, inboxOf, newId } from '@switchboard/shared-types/ids'
import type { FeedId, InboxId, SubscriptionId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'

// A machine that is busy with something else is not a fault of the inbox.
vi.setConfig({ testTimeout: 60_000 })

export const trace = startTrace('test')

/** Publishers who take the connection and say nothing: feeds that are followed stay as they are. */
export function silentPublishers(): void {
  beforeEach(() => {
    vi.mocked(fetch).mockImplementation(() => new Promise<Response>(() => {}))
  })
}

export interface Followed {
  readonly feed: FeedId
  readonly url: string
  readonly subscription: SubscriptionId
}

export function newInboxId(): InboxId {
  return inboxOf(newId('per'))
}

export function inboxStub(id: InboxId) {
  return getStub(env.INBOX, id)
}

/** Takes an inbox out of memory; its storage and its hibernating sockets stay. */
export async function evict(id: InboxId): Promise<void> {
  // Only one that runs can be evicted.
  await inboxStub(id).health(id, trace)
  await evictDurableObject(inboxStub(id))
}

/** What a router tells an inbox: once for each key, which is its title too. */
export function told(key: string): NewNotification {
  return { key, kind: 'budget', title: key, text: 'Nearly used up.', at: '2026-11-01T16:30:00.000Z' }
}

let feeds = 0

/** Follows a feed of its own; throws what was refused. */
export async function followFeed(
  id: InboxId,
  names: { title?: string; folder?: string; url?: string } = {},
): Promise<Followed> {
  const url = names.url ?? `https://publisher.example/${++feeds}`
  const feed = await feedIdOf(url)
  const { title, folder } = names
  const answer = await inboxStub(id).subscribe(id, trace, { feedId: feed, feedUrl: url, title, folder })
  if (!answer.ok) throw new Error(answer.error.code)
  return { feed, url, subscription: answer.value.id }
}

/** Waits until the feeds have taken what the inbox had to tell them, and have been heard. */
export async function feedsTold(id: InboxId): Promise<void> {
  await vi.waitFor(
    async () => {
      const { pendingMessages } = await inboxStub(id).health(id, trace)
      if (pendingMessages > 0) throw new Error(`${pendingMessages} messages wait`)
    },
    { timeout: 30_000, interval: 10 },
  )
}

/** An item as a feed hands it on; what the test does not name is made up from its number. */
export function item(no: number, given: Partial<FeedItem> = {}): FeedItem {
  return {
    no,
    seq: no,
    url: `https://publisher.example/item/${no}`,
    title: `Item ${no}`,
    author: null,
    publishedAt: '2026-11-01T08:00:00.000Z',
    contentHtml: `<p>Body of item ${no}</p>`,
    text: `Body of item ${no}`,
    image: null,
    enclosures: [],
    ...given,
  }
}

/** Items numbered `from` to `to`, both included. */
export function itemsBetween(
  from: number,
  to: number,
  given: (no: number) => Partial<FeedItem> = () => ({}),
): FeedItem[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) =>
    item(from + index, given(from + index)),
  )
}

export function stateOf({ url }: Pick<Followed, 'url'>, given: Partial<FeedState> = {}): FeedState {
  return { url, siteUrl: null, title: null, health: 'new', reason: null, ...given }
}

/** Delivers as the feed would; throws when the inbox refuses. */
export async function deliver(
  id: InboxId,
  followed: Pick<Followed, 'feed' | 'url'>,
  items: readonly FeedItem[],
  { epoch = 'epoch-1', state = {} }: { epoch?: string; state?: Partial<FeedState> } = {},
) {
  const batch = { feed: followed.feed, state: stateOf(followed, state), epoch, items }
  const answer = await inboxStub(id).deliver(id, trace, batch)
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

/** A page of entries; throws what was refused. */
export async function list(
  id: InboxId,
  query: Partial<Parameters<ReturnType<typeof inboxStub>['entries']>[2]> = {},
) {
  const answer = await inboxStub(id).entries(id, trace, { view: 'all', limit: 100, ...query })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

export async function titles(id: InboxId, query: Parameters<typeof list>[1] = {}): Promise<string[]> {
  return (await list(id, query)).entries.map((entry) => entry.title)
}
