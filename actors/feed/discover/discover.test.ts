import { describe, expect, it } from 'vitest'
import { discoverFeeds } from './discover.ts'
import { resolveRsshub } from './rsshub.ts'
import { wellKnownFeedUrls } from './well-known.ts'

const PAGE = 'https://example.org/blog/'

function urls(html: string): string[] {
  return discoverFeeds(html, PAGE).map((candidate) => candidate.url)
}

describe('the feeds of a page', () => {
  it('are those it declares, of every feed type, made absolute', () => {
    const html = `<link rel="alternate" type="application/rss+xml" title=" My  feed " href="/rss">
      <LINK REL="alternate" TYPE="application/atom+xml; charset=utf-8" HREF=atom.xml>
      <link rel="alternate" type="application/feed+json" href="//example.org/feed.json">
      <link rel="feed" href="f"><link rel="stylesheet" type="text/css" href="s.css">`
    expect(discoverFeeds(html, PAGE)[0]).toEqual({
      url: 'https://example.org/rss',
      title: 'My feed',
      confidence: 'declared',
    })
    expect(urls(html)).toEqual([
      'https://example.org/rss',
      'https://example.org/blog/atom.xml',
      'https://example.org/feed.json',
      'https://example.org/blog/f',
    ])
  })

  it('are relative to the page base element', () => {
    expect(urls('<base href="https://cdn.example.net/x/"><link rel=alternate type=text/xml href=y>')).toEqual(
      ['https://cdn.example.net/x/y'],
    )
  })

  it('leave out the JSON addresses of an API and keep JSON feeds of the old type', () => {
    const html = ['/wp-json/wp/v2/pages/2', '/feed.json'].map(
      (href) => `<link rel="alternate" type="application/json" href="${href}">`,
    )
    expect(urls(html.join(''))).toEqual(['https://example.org/feed.json'])
  })

  it('name comments last and guesses after what is declared', () => {
    const html = `<a href="/feed/">RSS</a><a href="/about">us</a>
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
      <link rel="alternate" type="application/rss+xml" href="/posts/feed/">`
    expect(urls(html)).toEqual([
      'https://example.org/posts/feed/',
      'https://example.org/comments/feed/',
      'https://example.org/feed/',
    ])
  })

  it('are named once, without fragments, without other schemes, and without the page itself', () => {
    const html = `<link rel="feed" href="/rss#a"><link rel="feed" href="/rss"><a href="javascript:rss">x</a>
      <link rel="feed" href=""><a href="feed:https://example.org/f.rss">f</a>`
    expect(urls(html)).toEqual(['https://example.org/rss', 'https://example.org/f.rss'])
  })

  it('are found in time in a page of a million open tags', () => {
    const started = performance.now()
    expect(urls(`<link rel="feed" href="/rss">${'<a href=/feed><b>'.repeat(200_000)}`)).toHaveLength(2)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('are tried at the well-known places beside the page and at the root', () => {
    const known = wellKnownFeedUrls('https://example.org/blog/2024/post?x=1')
    expect(known).toContain('https://example.org/blog/feed')
    expect(known).toContain('https://example.org/feed.json')
    expect(new Set(known).size).toBe(known.length)
    expect(wellKnownFeedUrls('not an address')).toEqual([])
  })
})

describe('an RSSHub address', () => {
  it('leads to the route below the configured instance', () => {
    expect(resolveRsshub('rsshub://github/issue/a/b?x=1', 'https://hub.example/base')).toEqual({
      ok: true,
      value: 'https://hub.example/base/github/issue/a/b?x=1',
    })
  })

  it('cannot leave the instance', () => {
    for (const route of ['rsshub://../admin', 'rsshub://', 'rsshub://%2e%2e/admin', 'rsshub://..\\admin']) {
      expect(resolveRsshub(route, 'https://hub.example/base/').ok).toBe(false)
    }
    expect(resolveRsshub('rsshub:////evil.example/x', 'https://hub.example/')).toEqual({
      ok: true,
      value: 'https://hub.example/evil.example/x',
    })
  })

  it('is the only kind that is changed', () => {
    expect(resolveRsshub('https://a.example/', 'https://hub.example')).toEqual({
      ok: true,
      value: 'https://a.example/',
    })
  })
})
