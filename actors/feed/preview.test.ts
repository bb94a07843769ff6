import { exports } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { rss, trace } from './testing/publisher.ts'

const SITE = 'https://blog.example.com'

/** The pages of one site; anything else is a 404. */
function site(pages: Record<string, string>, status = 200): void {
  vi.mocked(fetch).mockImplementation(async (input) => {
    const { origin, pathname } = new URL(new Request(input).url)
    const page = origin === SITE ? pages[pathname] : undefined
    if (page === undefined) return new Response('not here', { status: 404 })
    return new Response(page, { status })
  })
}

async function preview(url: string) {
  return await exports.FeedPreviewer.preview(trace, url)
}

describe('a preview', () => {
  it('of a feed shows its title and newest items', async () => {
    site({ '/feed.xml': rss(['two', 'one']) })
    expect(await preview(`${SITE}/feed.xml`)).toMatchObject({
      ok: true,
      value: {
        feedUrl: `${SITE}/feed.xml`,
        preview: { title: 'A feed', itemCount: 2, items: [{ title: 'two' }, { title: 'one' }], others: [] },
      },
    })
  })

  it('of a bare host name finds the feed that its page declares, and names the others', async () => {
    site({
      '/': `<!doctype html><html><head>
        <link rel="alternate" type="application/rss+xml" title="Posts" href="/posts.xml">
        <link rel="alternate" type="application/atom+xml" title="Comments" href="/comments.xml"></head></html>`,
      '/posts.xml': rss(['one']),
    })
    expect(await preview('blog.example.com')).toMatchObject({
      ok: true,
      value: { feedUrl: `${SITE}/posts.xml`, preview: { others: [{ url: `${SITE}/comments.xml` }] } },
    })
  })

  it('of a page that declares nothing looks where sites keep their feeds', async () => {
    site({ '/': '<!doctype html><html><body>hello</body></html>', '/feed.xml': rss(['one']) })
    expect(await preview(SITE)).toMatchObject({ ok: true, value: { feedUrl: `${SITE}/feed.xml` } })
  })

  it.each([
    ['a page without a feed', '<!doctype html><html><body>hello</body></html>', 'feed.no_feed_found'],
    ['prose', 'just some words', 'feed.not_a_feed'],
    ['nothing', '', 'feed.empty'],
  ])('of %s says so', async (_, body, code) => {
    site({ '/': body })
    expect(await preview(SITE)).toMatchObject({ ok: false, error: { code } })
  })

  it.each([
    [401, 'feed.unauthorized'],
    [403, 'feed.forbidden'],
    [404, 'feed.missing'],
    [410, 'feed.gone'],
    [429, 'feed.rate_limited'],
    [500, 'feed.server_error'],
  ])('of an address that answers %s says so', async (status, code) => {
    site({ '/': 'sorry' }, status)
    expect(await preview(SITE)).toMatchObject({ ok: false, error: { code } })
  })

  it('of a redirect loop says so', async () => {
    vi.mocked(fetch).mockImplementation(
      async () => new Response(null, { status: 302, headers: { location: SITE } }),
    )
    expect(await preview(SITE)).toMatchObject({ ok: false, error: { code: 'feed.redirect_loop' } })
  })

  it('of a body of fifty megabytes stops reading and says so', async () => {
    const chunk = new Uint8Array(1024 * 1024)
    let sent = 0
    const body = new ReadableStream({
      pull: (controller) => (++sent > 50 ? controller.close() : controller.enqueue(chunk)),
    })
    vi.mocked(fetch).mockImplementation(async () => new Response(body))
    expect(await preview(SITE)).toMatchObject({ ok: false, error: { code: 'feed.too_large' } })
    expect(sent).toBeLessThan(20)
  })

  it('of an XML bomb comes back quickly, without the bomb', async () => {
    const entities = Array.from({ length: 30 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('')
    site({
      '/': `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom">${entities}]><rss version="2.0"><channel><title>&e30;</title><item><title>&e30;</title></item></channel></rss>`,
    })
    const started = Date.now()
    const found = await preview(SITE)
    expect(Date.now() - started).toBeLessThan(2_000)
    expect(JSON.stringify(found).length).toBeLessThan(10_000)
  })

  it.each([
    'http://127.0.0.1/feed',
    'http://[::1]/feed',
    'http://2130706433/',
    'http://localhost:8080/feed',
    'http://10.1.2.3/',
  ])('refuses %s, an address inside the network', async (url) => {
    expect(await preview(url)).toMatchObject({ ok: false, error: { code: 'feed.blocked_address' } })
  })

  it.each([
    '',
    'ftp://example.com/feed',
    'javascript:alert(1)',
    'https://user:secret@example.com/feed',
    'not an address',
  ])('refuses %j as no address of a feed', async (url) => {
    expect(await preview(url)).toMatchObject({ ok: false, error: { code: 'feed.bad_url' } })
  })

  it('reads rsshub addresses from the configured instance', async () => {
    vi.mocked(fetch).mockImplementation(async (input) => {
      expect(new Request(input).url).toBe('https://rsshub.app/github/issue/a/b')
      return new Response(rss(['one']))
    })
    expect(await preview('rsshub://github/issue/a/b')).toMatchObject({
      ok: true,
      value: { feedUrl: 'rsshub://github/issue/a/b' },
    })
  })
})
