import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf, join, type Member } from './device.ts'
import { eventually } from './eventually.ts'
import { startHouse, type House } from './house.ts'
import { startOrigin, type Origin, type OriginAnswer, type OriginHandler } from './origin.ts'
import { numbered, rss } from './rss.ts'

let house: House
let origin: Origin
let ann: Member

beforeAll(async () => {
  origin = await startOrigin()
  house = await startHouse({ allowNetwork: ['127.0.0.1'] })
  ann = await join(house.url, 'ann')
})

afterAll(async () => {
  await house.stop()
  await origin.stop()
})

const XML = { 'content-type': 'application/xml' }
const BOMB = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
  { length: 9 },
  (_, n) => `<!ENTITY l${n} "${`&${n === 0 ? 'lol' : `l${n - 1}`};`.repeat(10)}">`,
).join('')}]><rss version="2.0"><channel><title>&l8;</title></channel></rss>`

const hugeBody: OriginHandler = (_, response) => {
  response.writeHead(200, XML)
  response.write('<rss version="2.0"><channel><title>Huge</title>')
  const chunk = 'x'.repeat(1024 * 1024)
  let sent = 0
  const more = (): void => {
    while (sent < 50 && !response.destroyed) {
      sent += 1
      if (!response.write(chunk)) {
        response.once('drain', more)
        return
      }
    }
    response.end()
  }
  more()
}

function redirect(location: string): OriginAnswer {
  return { status: 302, headers: { location } }
}

/** What a publisher may answer, and what a person is told. */
const ANSWERS: readonly (readonly [name: string, answer: OriginAnswer | OriginHandler, failure: string])[] = [
  [
    'text that is no feed',
    { headers: { 'content-type': 'text/plain' }, body: 'hello' },
    '422 feed.not_a_feed',
  ],
  [
    'a page without feeds',
    { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Hello</title><p>Hello' },
    '422 feed.no_feed_found',
  ],
  ['401', { status: 401 }, '422 feed.unauthorized'],
  ['403', { status: 403 }, '422 feed.forbidden'],
  ['404', { status: 404 }, '422 feed.missing'],
  ['410', { status: 410 }, '422 feed.gone'],
  ['429', { status: 429, headers: { 'retry-after': '60' } }, '422 feed.rate_limited'],
  ['500', { status: 500 }, '422 feed.server_error'],
  ['503', { status: 503 }, '422 feed.server_error'],
  ['a redirect to itself', redirect('/loop'), '422 feed.redirect_loop'],
  ['a body of 50 MB', hugeBody, '422 feed.too_large'],
  [
    'a redirect into the network',
    redirect('http://169.254.169.254/latest/meta-data/'),
    '403 feed.blocked_address',
  ],
  ['a redirect to another scheme', redirect('file:///etc/passwd'), '400 feed.bad_url'],
]

describe('what a publisher answers', () => {
  it.each(ANSWERS)('%s is told by its own code', async (name, answer, failure) => {
    const path = name === 'a redirect to itself' ? '/loop' : `/${encodeURIComponent(name)}`
    origin.set(path, answer)
    const response = await ann.device.api.feeds.preview.$post({ json: { url: origin.url + path } })
    expect(await failureOf(response)).toBe(failure)
  })

  it('an XML bomb neither explodes nor hurts', async () => {
    origin.set('/bomb.xml', { headers: XML, body: BOMB })
    const startedAt = Date.now()
    const response = await ann.device.send('POST', '/api/feeds/preview', { url: `${origin.url}/bomb.xml` })
    expect((await response.text()).length).toBeLessThan(10_000)
    expect(response.status).toBeLessThan(500)
    expect(Date.now() - startedAt).toBeLessThan(5000)
  })

  it('a feed of 20,000 items is shown', async () => {
    origin.set('/long.xml', rss('Long', numbered(20_000)))
    const response = await ann.device.api.feeds.preview.$post({ json: { url: `${origin.url}/long.xml` } })
    expect(response.status).toBe(200)
    expect((await response.json()).title).toBe('Long')
  })

  it('nobody answers at all', async () => {
    await using gone = await startOrigin()
    const url = `${gone.url}/feed.xml`
    await gone.stop()
    expect(await failureOf(await ann.device.api.feeds.preview.$post({ json: { url } }))).toBe(
      '422 feed.unreachable',
    )
  })
})

describe('an address', () => {
  it.each([
    'http://10.0.0.1/feed',
    'http://192.168.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[64:ff9b::a00:1]/',
    'http://167772161/',
    'http://0x0a000001/',
    'http://10.1/',
    'http://localhost/',
    'http://localhost./',
  ])('%s is inside the network and refused', async (url) => {
    const response = await ann.device.api.feeds.preview.$post({ json: { url } })
    expect(await failureOf(response)).toBe('403 feed.blocked_address')
    const followed = await ann.device.api.subscriptions.$post({ json: { url } })
    expect(await failureOf(followed)).toBe('403 feed.blocked_address')
  })

  it.each([
    'ftp://example.org/',
    'javascript:alert(1)',
    'data:text/html,x',
    'http://me:secret@example.org/',
    'not an address',
  ])('%s is none of a feed', async (url) => {
    const response = await ann.device.api.feeds.preview.$post({ json: { url } })
    expect(await failureOf(response)).toBe('400 feed.bad_url')
  })
})

describe('a body', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['is not JSON', '{"url":', '400 request.not_json'],
    ['is empty', '', '400 request.not_json'],
    ['is null', 'null', '400 request.invalid'],
    ['is a list', '[]', '400 request.invalid'],
    ['lacks what is asked for', '{}', '400 request.invalid'],
    ['has another type', '{"url":7}', '400 request.invalid'],
    ['is too large', JSON.stringify({ url: 'x'.repeat(1024 * 1024) }), '413 request.too_large'],
    ['is deep', '['.repeat(100_000), '400 request.not_json'],
  ]

  it.each(bad)('that %s is refused', async (_, body, failure) => {
    const response = await ann.device.fetch('/api/feeds/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(await failureOf(response)).toBe(failure)
  })

  it('that says it is small is counted all the same', async () => {
    const chunk = new TextEncoder().encode(`"${'x'.repeat(256 * 1024)}`)
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let n = 0; n < 8; n++) controller.enqueue(chunk)
        controller.close()
      },
    })
    const headers = { 'content-type': 'application/json' }
    const response = await ann.device.fetch('/api/feeds/preview', {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    })
    expect(await failureOf(response)).toBe('413 request.too_large')
  })
})

describe('a malformed OPML', () => {
  it('of 5,000 lines is refused as a whole or told line by line', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `<outline text="Line ${n}" xmlUrl="nonsense ${n}">`)
    const response = await ann.device.fetch('/api/opml', {
      method: 'POST',
      headers: { 'content-type': 'text/x-opml' },
      body: `<opml version="2.0"><body>${lines.join('\n')}`,
    })
    expect(await failureOf(response)).toMatch(/^400 opml\.malformed|^202: /)
  })
})

describe('a subscription that exists', () => {
  it('survives whatever its publisher answers, with its entries', async () => {
    const path = '/moody.xml'
    const url = origin.url + path
    origin.set(path, rss('Moody', numbered(1)))
    const { id } = await (await ann.device.api.subscriptions.$post({ json: { url } })).json()
    const param = { id }
    const titles = async () => {
      const { entries } = await (
        await ann.device.api.entries.$get({ query: { subscription: id, view: 'all' } })
      ).json()
      return entries.map(({ title }) => title)
    }
    await eventually('the first entry', async () => ((await titles()).length === 1 ? true : undefined))
    for (const answer of [
      { status: 500 },
      { status: 404 },
      { body: 'no feed' },
      { headers: XML, body: BOMB },
    ]) {
      origin.set(path, answer)
      const response = await ann.device.api.subscriptions[':id'].refresh.$post({ param })
      expect(response.status).toBeLessThan(500)
    }
    const { subscriptions } = await (await ann.device.api.subscriptions.$get()).json()
    expect(subscriptions.map((one) => one.id)).toContain(id)
    expect(await titles()).toEqual(['Item 1'])
  })
})
