import { env } from 'cloudflare:workers'
import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import type { FeedId } from '@switchboard/shared-types/ids'
import { follow, newInbox, poll, Publisher, rss, titles, trace } from './testing/publisher.ts'

async function history(feed: FeedId) {
  return await getStub(env.FEED, feed).history(feed, trace, { limit: 50 })
}

async function described(feed: FeedId) {
  const state = await getStub(env.FEED, feed).describe(feed, trace)
  if (!state.ok) throw new Error('the feed is unknown')
  return state.value
}

/** Milliseconds until the next visit to the publisher. */
async function untilPoll(feed: FeedId): Promise<number> {
  const { nextPollAt } = await history(feed)
  if (nextPollAt === null) throw new Error('no poll is planned')
  return Date.parse(nextPollAt) - Date.now()
}

describe('a poll', () => {
  it('sends the validators back exactly as they came', async () => {
    const publisher = new Publisher().answers(
      () =>
        new Response(rss(['one']), {
          headers: { etag: 'W/"weak-1"', 'last-modified': 'Tue, 10 Jun 2025 04:05:06 +0000' },
        }),
    )
    const feed = await follow(publisher, newInbox())
    await poll(feed)
    expect(publisher.requests[0]?.headers.has('if-none-match')).toBe(false)
    expect(publisher.requests[1]?.headers.get('if-none-match')).toBe('W/"weak-1"')
    expect(publisher.requests[1]?.headers.get('if-modified-since')).toBe('Tue, 10 Jun 2025 04:05:06 +0000')
  })

  it('that finds nothing new leaves no record, and the next that does tells how many there were', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    await poll(feed)
    await evictDurableObject(getStub(env.FEED, feed))
    await poll(feed)
    expect(await history(feed)).toMatchObject({ unchangedSince: 2, fetches: [{ outcome: 'changed' }] })
    publisher.publishes(['two', 'one'])
    await poll(feed, inbox)
    const after = await history(feed)
    expect(after.unchangedSince).toBe(0)
    expect(after.fetches[0]).toMatchObject({
      outcome: 'changed',
      newItems: 1,
      unchangedBefore: 2,
      status: 200,
    })
  })

  it('of a server that repeats the same body without a validator counts as unchanged', async () => {
    const publisher = new Publisher().answers(() => new Response(rss(['one'])))
    const feed = await follow(publisher, newInbox())
    await poll(feed)
    expect(await history(feed)).toMatchObject({ unchangedSince: 1 })
  })

  it('is planned about an hour ahead, with jitter, and never under five minutes', async () => {
    const feed = await follow(new Publisher().publishes(['one']), newInbox())
    const wait = await untilPoll(feed)
    expect(wait).toBeGreaterThan(59 * 60_000)
    expect(wait).toBeLessThan(67 * 60_000)
  })

  it('obeys max-age', async () => {
    const feed = await follow(
      new Publisher().publishes(['one'], { 'cache-control': 'max-age=10800' }),
      newInbox(),
    )
    expect(await untilPoll(feed)).toBeGreaterThan(179 * 60_000)
    expect((await history(feed)).fetches[0]?.why).toContain('max-age')
  })

  it('that is asked to come later is not a failure', async () => {
    const publisher = new Publisher().publishes(['one'])
    const feed = await follow(publisher, newInbox())
    publisher.answers(() => new Response('slow down', { status: 429, headers: { 'retry-after': '10800' } }))
    for (let visit = 0; visit < 4; visit++) await poll(feed)
    expect(await described(feed)).toMatchObject({ health: 'ok' })
    expect(await untilPoll(feed)).toBeGreaterThan(179 * 60_000)
    expect((await history(feed)).fetches[0]).toMatchObject({ outcome: 'feed.rate_limited', status: 429 })
  })

  it('that fails three times tells the people who follow, keeps their entries, and recovers by itself', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    publisher.answers(() => new Response('oops', { status: 500 }))
    await poll(feed, inbox)
    expect(await described(feed)).toMatchObject({ health: 'ok' })
    await poll(feed, inbox)
    await poll(feed, inbox)
    expect(await described(feed)).toMatchObject({ health: 'failing' })
    const [subscription] = await getStub(env.INBOX, inbox).subscriptions(inbox, trace)
    expect(subscription).toMatchObject({ health: 'failing', healthReason: 'The server failed (500).' })
    expect(await untilPoll(feed)).toBeGreaterThan(3.9 * 60 * 60_000)
    publisher.publishes(['two', 'one'])
    await poll(feed, inbox)
    expect(await described(feed)).toMatchObject({ health: 'ok', reason: null })
    expect(await titles(inbox)).toEqual(['two', 'one'])
  })

  it.each([
    ['401', 401, 'feed.unauthorized'],
    ['403', 403, 'feed.forbidden'],
    ['404', 404, 'feed.missing'],
    ['418', 418, 'feed.bad_status'],
    ['503', 503, 'feed.server_error'],
  ])('answered %s says so in the history', async (_, status, code) => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    publisher.answers(() => new Response('', { status }))
    await poll(feed)
    expect((await history(feed)).fetches[0]).toMatchObject({ outcome: code, status })
    expect(await titles(inbox)).toEqual(['one'])
  })

  it.each([
    ['an HTML page', '<!doctype html><html><body>maintenance</body></html>', 'feed.html_page'],
    ['an empty body', '', 'feed.empty'],
    ['prose', 'hello, this is no feed', 'feed.not_a_feed'],
  ])('answered with %s keeps what it has, and its rhythm', async (_, body, code) => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    publisher.answers(() => new Response(body, { headers: { 'content-type': 'text/html' } }))
    for (let visit = 0; visit < 4; visit++) await poll(feed)
    const [last] = (await history(feed)).fetches
    expect(last).toMatchObject({ outcome: code })
    expect(Date.parse(last?.nextAt ?? '') - Date.parse(last?.at ?? '')).toBeLessThan(67 * 60_000)
    expect(await described(feed)).toMatchObject({ health: 'failing' })
    expect(await titles(inbox)).toEqual(['one'])
  })

  it('answered 410 is the last', async () => {
    const publisher = new Publisher().publishes(['one'])
    const inbox = newInbox()
    const feed = await follow(publisher, inbox)
    publisher.answers(() => new Response('gone', { status: 410 }))
    await poll(feed, inbox)
    expect(await described(feed)).toMatchObject({ health: 'gone' })
    expect(await history(feed)).toMatchObject({ nextPollAt: null })
    const [subscription] = await getStub(env.INBOX, inbox).subscriptions(inbox, trace)
    expect(subscription?.health).toBe('gone')
    const visits = publisher.requests.length
    await poll(feed)
    expect(publisher.requests).toHaveLength(visits)
  })

  it('follows a permanent move once and asks the new address from then on', async () => {
    const publisher = new Publisher('/old.xml')
    const target = new URL('/new.xml', publisher.url).href
    publisher.answers((request) =>
      new URL(request.url).pathname === '/old.xml'
        ? new Response(null, { status: 301, headers: { location: '/new.xml' } })
        : new Response(rss(['one']), { headers: { etag: '"1"' } }),
    )
    const feed = await follow(publisher, newInbox())
    await poll(feed)
    expect(publisher.requests.map((request) => request.url)).toEqual([publisher.url, target, target])
  })

  it('keeps the newest thousand of a document of twenty thousand items', async () => {
    const items = Array.from({ length: 20_000 }, (_, index) => `item ${index}`)
    const feed = await follow(new Publisher().publishes(items), newInbox())
    expect((await history(feed)).fetches[0]).toMatchObject({ newItems: 1_000 })
  })

  it('never leaves for an address inside the network', async () => {
    const publisher = new Publisher().answers(() => Response.redirect('http://169.254.169.254/latest', 302))
    const feed = await follow(publisher, newInbox())
    expect(publisher.requests).toHaveLength(1)
    expect((await history(feed)).fetches[0]).toMatchObject({ outcome: 'feed.blocked_address' })
  })
})
