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
})
