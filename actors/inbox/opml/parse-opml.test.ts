import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Subscription } from '@switchboard/shared-types/api/subscriptions'
import { parseOpml } from './parse-opml.ts'
import type { OpmlFeed } from './parse-opml.ts'
import { writeOpml } from './write-opml.ts'

function feedsOf(document: string): OpmlFeed[] {
  const feeds = parseOpml(document)
  if (!feeds.ok) throw new Error(feeds.error.code)
  return feeds.value
}

function codeOf(document: string): string | null {
  const feeds = parseOpml(document)
  return feeds.ok ? null : feeds.error.code
}

function opml(body: string): string {
  return `<?xml version="1.0"?>\n<opml version="2.0"><head><title>t</title></head><body>\n${body}\n</body></opml>`
}

describe('reading OPML', () => {
  it('finds feeds with their titles, folders and lines', () => {
    const document = opml(`<outline text="News" title="The news">
  <outline type="rss" text="One" xmlUrl="https://one.example/feed"/>
  <outline text="Deeper">
    <outline text="short" title="Two &amp; more" xmlUrl="https://two.example/?a=1&amp;b=2" htmlUrl="https://two.example"/>
  </outline>
</outline>
<outline xmlUrl="https://three.example/"></outline>`)
    expect(feedsOf(document)).toEqual([
      { line: 4, url: 'https://one.example/feed', title: 'One', folder: 'The news' },
      { line: 6, url: 'https://two.example/?a=1&b=2', title: 'Two & more', folder: 'The news / Deeper' },
      { line: 9, url: 'https://three.example/', title: null, folder: null },
    ])
  })

  it.each([
    ['capitals in names', opml('<OUTLINE XMLURL="https://e.example/" TEXT="t"/>')],
    ['single quotes', opml("<outline xmlUrl='https://e.example/' text='t'/>")],
    ['no quotes', opml('<outline xmlUrl=https://e.example/ text=t />')],
    ['a byte order mark', `\uFEFF${opml('<outline xmlUrl="https://e.example/" text="t"/>')}`],
    ['a bare ampersand', opml('<outline text="t" xmlUrl="https://e.example/"/><outline text="a & b"/>')],
    ['an unclosed outline', opml('<outline text="t" xmlUrl="https://e.example/">')],
    ['elements of others around it', opml('<x:y><outline text="t" xmlUrl="https://e.example/"/></x:z>')],
    ['no end at all', '<opml><body><outline text="t" xmlUrl="https://e.example/"/>'],
    ['attributes over several lines', opml('<outline\n  text="t"\n  xmlUrl="https://e.example/"\n/>')],
    [
      'a comment and CDATA around it',
      opml(
        '<!-- <outline xmlUrl="no"/> --><![CDATA[<outline xmlUrl="no"/>]]><outline text="t" xmlUrl="https://e.example/"/>',
      ),
    ],
  ])('reads around %s', (_, document) => {
    expect(feedsOf(document)).toMatchObject([{ url: 'https://e.example/', title: 't', folder: null }])
  })

  it.each([
    ['nothing', ''],
    ['a web page', '<!doctype html><html><body><a href="https://e.example/feed">feed</a></body></html>'],
    ['a feed', '<rss version="2.0"><channel><title>t</title></channel></rss>'],
    ['JSON', '{"opml":[{"xmlUrl":"https://e.example/"}]}'],
    ['an OPML document without feeds', opml('<outline text="nothing here"/>')],
    ['outlines outside of OPML', '<outline xmlUrl="https://e.example/"/>'],
    ['five thousand lines of something else', 'outline xmlUrl = "https://e.example/" >\n'.repeat(5000)],
  ])('refuses %s', (_, document) => {
    expect(codeOf(document)).toBe('opml.malformed')
  })

  it('reads what can be read of five thousand malformed lines', () => {
    const broken = [
      '<outline',
      '<outline text="open',
      '</outline>',
      '<<>>',
      '&&&',
      '<outline xmlUrl="',
      '" />',
      ']]>',
    ]
    const lines = Array.from({ length: 5000 }, (_, n) =>
      n % 10 === 0 ? `"/><outline text="t${n}" xmlUrl="https://e.example/${n}"/>` : broken[n % broken.length],
    )
    const feeds = feedsOf(`<opml>\n${lines.join('\n')}`)
    expect(feeds.length).toBeGreaterThan(200)
    expect(feeds.length).toBeLessThanOrEqual(5000)
  })

  it('refuses more than 5 MB, counted in bytes, and takes what is just below', () => {
    const feed = '<opml><outline xmlUrl="https://e.example/"/>'
    const room = 5 * 1024 * 1024 - feed.length
    expect(codeOf(feed + ' '.repeat(room + 1))).toBe('opml.too_large')
    expect(codeOf(feed + 'é'.repeat(room / 2 + 1))).toBe('opml.too_large')
    expect(feedsOf(feed + ' '.repeat(room))).toHaveLength(1)
  })

  it('refuses more than ten thousand feeds rather than leave some out', () => {
    const feeds = (count: number): string => opml('<outline xmlUrl="https://e.example/"/>'.repeat(count))
    expect(feedsOf(feeds(10_000))).toHaveLength(10_000)
    expect(codeOf(feeds(10_001))).toBe('opml.too_large')
  })

  it('cuts names to what a person could have given', () => {
    const long = 'x'.repeat(5000)
    const [feed] = feedsOf(
      opml(`<outline text="${long}"><outline text="${long}" xmlUrl="https://e.example/"/></outline>`),
    )
    expect([feed?.title?.length, feed?.folder?.length]).toEqual([300, 100])
  })

  it('never throws, whatever the text', { timeout: 60_000 }, () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        '<opml>',
        '<outline ',
        'xmlUrl="',
        '"',
        "'",
        '/>',
        '>',
        '</outline>',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '&#0;',
        '&#x110000;',
        '&#xD800;',
        '&amp',
        '&lt;',
        '<?',
        '<!',
        '__proto__="1" ',
      ),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(() => parseOpml(pieces.join(''))).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['outlines within outlines', '<outline text="f">'],
    ['feeds within feeds', '<outline xmlUrl="u" text="t">'],
    ['other elements within each other', '<a>'],
    ['ends without a start', '</b>'],
    ['starts and ends that never meet', '<a></b>'],
    ['attributes without end', 'a=b '],
    ['names without end', '<outline'],
    ['entities', '<outline text="&amp;&amp;'],
    ['comments', '<!--'],
    ['spaces in an attribute', '<outline text="            '],
  ])('takes seconds at most for 5 MB of %s', { timeout: 60_000 }, (_, piece) => {
    const document = `<opml>${piece.repeat(Math.floor((5 * 1024 * 1024 - 10) / piece.length))}`
    const started = performance.now()
    parseOpml(document)
    // Quadratic behaviour would take minutes; the bound leaves room for a busy machine.
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe('writing OPML', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((raw) =>
    // As the API trims names, and as XML holds them: white space within a name is one space.
    raw.replaceAll(/[\s\p{Cc}\uFFFE\uFFFF]+/gu, ' ').trim(),
  )
  const named = text.filter((name) => name !== '')
  const subscription = fc.record({
    title: named,
    folder: fc.option(named.filter((name) => !name.includes(' / '))),
    feedUrl: fc.webUrl({ withQueryParameters: true }),
    siteUrl: fc.option(fc.webUrl()),
  })

  it('gives back the same feeds, titles and folders when it is read', () => {
    fc.assert(
      fc.property(fc.array(subscription, { minLength: 1, maxLength: 20 }), (given) => {
        const subscriptions = given.map((row, n): Subscription => ({
          ...row,
          id: `sub_${n}`,
          feedId: `feed_${n}`,
          health: 'ok',
          healthReason: null,
          createdAt: '2026-11-01T00:00:00.000Z',
        }))
        const read = feedsOf(writeOpml(subscriptions, new Date(0)))
        const bare = read.map(({ url, title, folder }) => ({ url, title, folder }))
        const expected = given.map((row) => ({ url: row.feedUrl, title: row.title, folder: row.folder }))
        expect(bare.toSorted(byAll)).toEqual(expected.toSorted(byAll))
      }),
    )
  })

  it('leaves out what XML cannot hold', () => {
    const row: Subscription = {
      id: 'sub_1',
      feedId: 'feed_1',
      feedUrl: 'https://e.example/',
      siteUrl: null,
      title: 'a\u0000b\u001Fc\uFFFFd\uD800e<>&"',
      folder: null,
      health: 'ok',
      healthReason: null,
      createdAt: '2026-11-01T00:00:00.000Z',
    }
    expect(writeOpml([row], new Date(0))).toContain('text="abcd\uFFFDe&lt;&gt;&amp;&quot;"')
  })
})

function byAll(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}
