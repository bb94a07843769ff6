import { env } from 'cloudflare:workers'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { feedIdOf, inboxOf, newId } from '@switchboard/shared-types/ids'
import type { FeedId, InboxId } from '@switchboard/shared-types/ids'
import { startTrace } from '@switchboard/shared-types/trace'

export const trace = startTrace('test')

type Answer = (request: Request) => Response | Promise<Response>

/** The world outside: one publisher per test, at an address of its own, that answers as the test says. */
export class Publisher {
  readonly url: string
  readonly requests: Request[] = []
  #answer: Answer = () => new Response('nothing is published here yet', { status: 404 })

  constructor(path = '/feed.xml') {
    this.url = `https://${newId('req').slice(4).toLowerCase()}.example.com${path}`
    const host = new URL(this.url).host
    vi.mocked(fetch).mockImplementation(async (input, init) => {
      const request = new Request(input, init)
      if (new URL(request.url).host !== host) throw new TypeError(`no test expected ${request.url}`)
      this.requests.push(request)
      return await this.#answer(request)
    })
  }

  answers(answer: Answer): this {
    this.#answer = answer
    return this
  }

  /** Publishes these items, with an ETag that changes with them, and answers conditionally. */
  publishes(items: readonly string[], headers: Record<string, string> = {}): this {
    const body = rss(items)
    const etag = `"${items.join('|')}"`
    return this.answers((request) =>
      request.headers.get('if-none-match') === etag
        ? new Response(null, { status: 304, headers: { etag, ...headers } })
        : new Response(body, { headers: { 'content-type': 'application/rss+xml', etag, ...headers } }),
    )
  }

  async feedId(): Promise<FeedId> {
    return await feedIdOf(this.url)
  }
}

/** @param items titles; one like `a=b` has the identity `a` and the title `b` */
export function rss(items: readonly string[], extra = ''): string {
  const entries = items.map((item) => {
    const [key = '', title = key] = item.split('=')
    return `<item><title>${title}</title><guid isPermaLink="false">${key}</guid><link>https://example.com/${key}</link><description>about ${title}</description></item>`
  })
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title><link>https://example.com/</link>${extra}${entries.join('')}</channel></rss>`
}

export function newInbox(): InboxId {
  return inboxOf(newId('per'))
}

/** Subscribes an inbox and waits until the first poll has been stored and delivered. */
export async function follow(publisher: Publisher, inbox: InboxId): Promise<FeedId> {
  const feedId = await publisher.feedId()
  const seen = publisher.requests.length
  await getStub(env.INBOX, inbox).subscribe(inbox, trace, { feedId, feedUrl: publisher.url })
  if (seen === 0) await vi.waitFor(() => requireRequests(publisher), { timeout: 5_000 })
  await settled(feedId, inbox)
  return feedId
}

function requireRequests(publisher: Publisher): void {
  if (publisher.requests.length === 0) throw new Error('the feed was not polled yet')
}

/** Runs the feed's next poll now, and waits until its subscribers are told. */
export async function poll(feedId: FeedId, ...inboxes: InboxId[]): Promise<void> {
  await runDue(feedId)
  for (const inbox of inboxes) await settled(feedId, inbox)
}

/** Sets the clock to when the feed's next poll is due, and lets the alarm go off. */
async function runDue(feedId: FeedId): Promise<void> {
  const stub = getStub(env.FEED, feedId)
  const { nextPollAt } = await stub.history(feedId, trace, { limit: 1 })
  const due = nextPollAt === null ? 0 : Date.parse(nextPollAt)
  const ahead = due > Date.now()
  if (ahead) vi.useFakeTimers({ toFake: ['Date'], now: due })
  await runDurableObjectAlarm(stub)
  if (ahead) vi.useRealTimers()
}

/** Waits until neither the inbox nor the feed has a message under way. */
async function settled(feedId: FeedId, inbox: InboxId): Promise<void> {
  await vi.waitFor(
    async () => {
      const feed = await getStub(env.FEED, feedId).health(feedId, trace)
      const box = await getStub(env.INBOX, inbox).health(inbox, trace)
      if (feed.pendingMessages + box.pendingMessages > 0) throw new Error('messages are under way')
    },
    { timeout: 5_000, interval: 20 },
  )
}

/** Titles in the inbox, newest arrival first. */
export async function titles(inbox: InboxId): Promise<string[]> {
  const page = await getStub(env.INBOX, inbox).entries(inbox, trace, { view: 'all', limit: 100 })
  return page.ok ? page.value.entries.map((entry) => entry.title) : []
}
