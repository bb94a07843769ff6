import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_ITEMS } from './parse/limits.ts'
import { MAX_FEED_BYTES, readFeed, type ReadFeedOptions } from './pipeline.ts'
import type { ReadFeed } from './types.ts'

function read(
  text: string,
  options: ReadFeedOptions = { url: 'https://example.org/blog/feed.xml' },
): ReadFeed {
  const result = readFeed(new TextEncoder().encode(text), options)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

const RSS = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>A &amp;amp; B</title><link>/blog/</link><description>d</description><language>en</language>
<ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>
<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<item><title>&lt;b&gt;One&lt;/b&gt; &amp;#8217;s</title><link>one</link><guid isPermaLink="false">1</guid>
<pubDate>Di, 10 Jun 2025 06:05:06 +0200</pubDate><author>me@example.org (Me)</author>
<description>short</description><content:encoded><![CDATA[<p>Long <a href="x">x</a><img src="i.png"></p><script>x</script>]]></content:encoded>
<enclosure url="/a.mp3" length="5" type="audio/mpeg"/></item>
<item><description>First words of an item without a title &amp;amp; more</description><guid>https://example.org/two</guid></item>
</channel></rss>`

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.net/a/" xml:lang="de">
<title type="html">T &amp;lt;b&amp;gt;</title><link rel="self" href="f.xml"/><link href="home"/><author><name>Feed Author</name></author>
<entry xml:base="b/"><id>urn:1</id><title type="text">a &lt;b&gt; c</title><updated>2025-06-10T04:05:06Z</updated>
<link rel="enclosure" href="e.mp3" length="9"/><link rel="alternate" type="text/html" href="page"/>
<content type="xhtml" xml:base="c/"><div xmlns="http://www.w3.org/1999/xhtml"><p>x <a href="y">y</a></p></div></content></entry></feed>`

const JSON_FEED = `{"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://example.org/","authors":[{"name":"A"}],
"items":[{"id":"1","url":"https://example.org/1","content_text":"a <b>\\n\\nb","date_published":"2025-06-10T04:05:06Z","attachments":[{"url":"https://example.org/a.mp3","mime_type":"audio/mpeg","size_in_bytes":3}]}]}`

describe('a feed read to the end', () => {
  it('describes itself, with the hints it gives about polling', () => {
    expect(read(RSS).info).toEqual({
      format: 'rss',
      title: 'A & B',
      description: 'd',
      link: 'https://example.org/blog/',
      icon: null,
      language: 'en',
      hints: { ttlMinutes: 90, updateMinutes: 720, skipHours: [0], skipDays: [0] },
    })
  })

  it('has RSS items with plain titles, absolute addresses and safe HTML', () => {
    const [one] = read(RSS).items
    expect(one).toMatchObject({
      guid: '1',
      url: 'https://example.org/blog/one',
      title: 'One ’s',
      author: 'Me',
      authorEmail: 'me@example.org',
      publishedAt: '2025-06-10T04:05:06.000Z',
      summaryHtml: 'short',
      text: 'Long x',
      language: 'en',
      enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 5 }],
      image: 'https://example.org/blog/i.png',
    })
    expect(one?.contentHtml).toContain('<a href="https://example.org/blog/x"')
    expect(one?.contentHtml).not.toContain('script')
  })

  it('takes a guid for the address, and the first words for the title, where those are missing', () => {
    expect(read(RSS).items[1]).toMatchObject({
      url: 'https://example.org/two',
      title: 'First words of an item without a title & more',
    })
  })

  it('has Atom entries with xml:base applied at every level and the feed author inherited', () => {
    const { info, items } = read(ATOM)
    expect(info).toMatchObject({ title: 'T <b>', link: 'https://example.net/a/home', language: 'de' })
    expect(items[0]).toMatchObject({
      title: 'a <b> c',
      url: 'https://example.net/a/b/page',
      author: 'Feed Author',
      updatedAt: '2025-06-10T04:05:06.000Z',
      enclosures: [{ url: 'https://example.net/a/b/e.mp3', type: null, length: 9 }],
    })
    expect(items[0]?.contentHtml).toContain('href="https://example.net/a/b/c/y"')
  })

  it('has JSON items whose plain text is not markup', () => {
    expect(read(JSON_FEED).items[0]).toMatchObject({
      author: 'A',
      contentHtml: '<p>a &lt;b></p><p>b</p>',
      text: 'a <b> b',
      enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 3 }],
    })
  })

  it('names what the caller already holds and does not do it again', () => {
    const { items } = read(RSS)
    const held = new Map(items.map(({ key, fingerprint }) => [key, fingerprint]))
    const edited = RSS.replace('Long ', 'Longer ')
    const again = read(edited, {
      url: 'https://example.org/',
      isKnown: (key, print) => held.get(key) === print,
    })
    expect(again.items.map(({ guid }) => guid)).toEqual(['1'])
    expect(again.unchanged).toEqual([items[1]?.key])
  })

  it('keeps the newest items of a very long feed', () => {
    const day = (i: number): string => new Date(Date.UTC(2020, 0, 1 + i)).toUTCString()
    const item = (i: number): string =>
      `<item><title>${i}</title><guid>${i}</guid><pubDate>${day(i)}</pubDate></item>`
    const all = Array.from({ length: MAX_ITEMS + 500 }, (_, i) => item(i)).join('')
    const { items, dropped } = read(`<rss version="2.0"><channel>${all}</channel></rss>`)
    expect([items.length, dropped, items[0]?.title]).toEqual([MAX_ITEMS, 500, '500'])
  })

  it('has no dates beyond the day after tomorrow', () => {
    const now = new Date('2025-06-01T00:00:00Z')
    expect(read(RSS, { now }).items[0]?.publishedAt).toBeNull()
    expect(read(RSS, { now: new Date('2025-06-09T00:00:00Z') }).items[0]?.publishedAt).not.toBeNull()
  })
})

describe('a body that is no feed', () => {
  it('is refused by a code that says why', () => {
    const codes = [
      new Uint8Array(),
      new TextEncoder().encode(' \n'),
      new TextEncoder().encode('<html></html>'),
    ]
    expect(
      codes.map((bytes) => readFeed(bytes)).map((result) => (result.ok ? '' : result.error.code)),
    ).toEqual(['feed.empty', 'feed.empty', 'feed.html_page'])
    const large = readFeed(new Uint8Array(MAX_FEED_BYTES + 1))
    expect(large.ok ? '' : large.error.code).toBe('feed.too_large')
  })

  it('never stops the reading, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => typeof readFeed(bytes).ok === 'boolean'),
    )
  })

  it(
    'may be a feed with anything cut out, doubled or put in, and is still read or refused',
    { timeout: 60_000 },
    () => {
      const piece = fc.constantFrom(
        '<item>',
        '</item>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '&',
        '<',
        '"',
        '\u0000',
        '<entry>',
        '}',
        '[',
      )
      const edit = fc.record({ at: fc.nat(3000), cut: fc.nat(40), put: fc.oneof(piece, fc.string()) })
      fc.assert(
        fc.property(
          fc.constantFrom<string[]>(RSS, ATOM, JSON_FEED),
          fc.array(edit, { maxLength: 6 }),
          (source, edits) => {
            let text = source
            for (const { at, cut, put } of edits) {
              const start = text.length === 0 ? 0 : at % text.length
              text = text.slice(0, start) + put + text.slice(start + cut)
            }
            const result = readFeed(new TextEncoder().encode(text), { url: 'https://example.org/' })
            if (!result.ok) return
            const { items } = result.value
            expect(new Set(items.map(({ key }) => key)).size).toBe(items.length)
            for (const item of items) expect(item.url ?? 'https://').toMatch(/^https?:/)
          },
        ),
        { numRuns: 500 },
      )
    },
  )
})
