import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalFeedUrl } from './feed-url.ts'

function canonical(input: string): string {
  const result = canonicalFeedUrl(input)
  return result.ok ? result.value : result.error.code
}

describe('the one spelling of a feed address', () => {
  it('completes what people type', () => {
    expect(canonical(' Example.ORG ')).toBe('https://example.org/')
    expect(canonical('example.org:8080/Feed?A=b')).toBe('https://example.org:8080/Feed?A=b')
    expect(canonical('feed:https://example.org/rss')).toBe('https://example.org/rss')
    expect(canonical('feed://example.org/rss')).toBe('http://example.org/rss')
  })

  it('leaves out what does not change the meaning, and only that', () => {
    expect(canonical('HTTPS://Example.org.:443/a/../B/?x=1#part')).toBe('https://example.org/B/?x=1')
    expect(canonical('http://example.org/?utm_source=a&b=c%20d+e&UTM_medium=f')).toBe(
      'http://example.org/?b=c%20d+e',
    )
    expect(canonical('http://example.org/feed?utm_source=a')).toBe('http://example.org/feed')
    expect(canonical('http://example.org/feed?a&a=&&b=%e9')).toBe('http://example.org/feed?a&a=&&b=%e9')
  })

  it('keeps the route of RSSHub', () => {
    expect(canonical('rsshub://github/issue/a/b?x=1#y')).toBe('rsshub://github/issue/a/b?x=1')
  })

  it('is refused for what cannot be followed', () => {
    const bad = [
      '',
      'not an address',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'mailto:a@b.c',
      'data:,x',
      'ftp://e.com/',
    ]
    for (const input of [
      ...bad,
      'https://user:pass@example.org/',
      'https://',
      `https://e.com/${'a'.repeat(3000)}`,
    ]) {
      expect([input, canonical(input)]).toEqual([input, 'feed.bad_url'])
    }
  })

  it('is its own canonical spelling', { timeout: 60_000 }, () => {
    const part = fc.constantFrom(
      'utm_source=a',
      'b=c%20d',
      '&',
      '?',
      '#',
      '/',
      '..',
      '.',
      ':',
      '80',
      '443',
      '@',
      '%',
      '+',
      'é',
      'a',
    )
    const soup = fc
      .tuple(fc.constantFrom('', 'http://', 'https://e.com', 'feed:', 'feed://', 'rsshub://'), fc.array(part))
      .map(([head, parts]) => head + parts.join(''))
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), soup, fc.string()),
        (input) => {
          const once = canonicalFeedUrl(input)
          if (once.ok) expect(canonicalFeedUrl(once.value)).toEqual(once)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('keeps scheme, host, port, path and query as they are', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (input) => {
        const given = new URL(input)
        fc.pre(!/[?&]utm_/i.test(given.search))
        const url = new URL(canonical(input))
        expect([url.protocol, url.host, url.pathname, url.search.slice(1)]).toEqual([
          given.protocol,
          given.host,
          given.pathname,
          given.search.slice(1),
        ])
        expect(url.hash).toBe('')
      }),
    )
  })

  it('never carries a user name or password, nor another scheme', { timeout: 60_000 }, () => {
    const head = fc.constantFrom(
      '',
      'http://',
      'https://',
      'feed:https://',
      'ftp://',
      'ws://',
      'blob:https://',
      'javascript:',
    )
    const user = fc.constantFrom('', 'user@', 'user:pass@', ':pass@', '%40@', 'a@b@')
    fc.assert(
      fc.property(head, user, fc.domain(), fc.string({ maxLength: 10 }), (scheme, name, host, rest) => {
        const answer = canonicalFeedUrl(`${scheme}${name}${host}/${rest}`)
        if (!answer.ok) return
        const { protocol, username, password } = new URL(answer.value)
        expect(['http:', 'https:']).toContain(protocol)
        expect(username + password).toBe('')
      }),
      { numRuns: 500 },
    )
  })

  it('has at most 2,048 characters, escapes included', () => {
    for (const head of ['https://example.org/', 'rsshub://']) {
      expect(canonical(`${head}${'é'.repeat(1000)}`)).toBe('feed.bad_url')
      expect(canonical(`${head}${'a'.repeat(2049 - head.length)}`)).toBe('feed.bad_url')
      expect(canonical(`${head}${'a'.repeat(2048 - head.length)}`)).toHaveLength(2048)
    }
  })
})
