import { describe, expect, it } from 'vitest'
import { MAX_SCANNED_ITEMS } from './limits.ts'
import { parseFeedText } from './parse.ts'
import type { RawFeed } from './raw.ts'

function parse(text: string): RawFeed {
  const parsed = parseFeedText(text)
  if (!parsed.ok) throw new Error(parsed.error.code)
  return parsed.value
}

function codeOf(text: string): string {
  const parsed = parseFeedText(text)
  return parsed.ok ? parsed.value.format : parsed.error.code
}

function titles(text: string): (string | undefined)[] {
  return parse(text).items.map((item) => item.title?.value)
}

const RSS = '<rss version="2.0"><channel><title>T</title>'

describe('a document', () => {
  it('is a feed by its content, whichever format', () => {
    expect(codeOf(`\ufeff  <?xml version="1.0"?><!DOCTYPE rss><!-- c -->${RSS}</channel></rss>`)).toBe('rss')
    expect(codeOf('<rss version="0.91"/>')).toBe('rss')
    expect(codeOf('<rdf:RDF xmlns:rdf="x"><channel><title>T</title></channel></rdf:RDF>')).toBe('rdf')
    expect(codeOf('<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title></a:feed>')).toBe('atom')
    expect(codeOf('<feed version="0.3" xmlns="http://purl.org/atom/ns#"></feed>')).toBe('atom')
    expect(codeOf('{"version":"https://jsonfeed.org/version/1","title":"T","items":[]}')).toBe('json')
    expect(codeOf('{"version":"1.0","title":"T","items":[{"id":"1"}]}')).toBe('json')
  })

  it('is a page when it is HTML, and neither when it is something else', () => {
    expect(codeOf('<!doctype html><html><title>rss</title></html>')).toBe('feed.html_page')
    expect(codeOf('<div>We are down</div>')).toBe('feed.html_page')
    for (const text of ['hello', '{"a":1}', '[]', '<svg/>', '<opml version="2.0"></opml>', '%PDF-1.4', '<']) {
      expect([text, codeOf(text)]).toEqual([text, 'feed.not_a_feed'])
    }
  })

  it('is a feed where a feed stands in something else', () => {
    const feed = `${RSS}<item><title>a</title></item></channel></rss>`
    expect(titles(`Warning: x in y.php on line 3<br />\n<?xml version="1.0"?>${feed}`)).toEqual(['a'])
    expect(titles(`<html><body><div id="viewer">${feed}</div></body></html>`)).toEqual(['a'])
    const quoted = feed.replace(/&/g, '&amp;').replace(/</g, '&lt;')
    expect(titles(`<html><body><pre>${quoted}</pre></body></html>`)).toEqual(['a'])
  })
})

describe('broken markup', () => {
  it('loses no item to a missing end tag', () => {
    const items = '<item><title>a<link>https://e.com/a</link><item><title>b</title><guid>1</guid></item>'
    const read = parse(`${RSS}${items}</channel></rss>`)
    expect(read.items.map((item) => item.title?.value)).toEqual(['a', 'b'])
    expect(read.items[0]?.links[0]?.href).toBe('https://e.com/a')
  })

  it('leaves out only the item that a cut-off document ends in', () => {
    const whole = `${RSS}<item><title>a</title></item><item><title>b</title></item><item><title>c</title><guid>`
    expect(titles(whole)).toEqual(['a', 'b'])
    expect(titles(`${RSS}<item><title>only`)).toEqual(['only'])
  })

  it('may be bare ampersands, control characters and undeclared prefixes', () => {
    expect(titles(`${RSS}<item><title>a & b?c=1&copy=2</title><x:y>z</x:y></item></channel></rss>`)).toEqual([
      'a & b?c=1&copy=2',
    ])
    expect(titles(`${RSS}<item><title>a\u0001b</title></item></channel></rss>`)).toHaveLength(1)
  })

  it('may be markup in the place of text', () => {
    const read = parse(
      `${RSS}<item><description><p>a <b>b</b> &lt;c&gt;</p></description></item><item></channel>`,
    )
    expect(read.items[0]?.summary).toEqual({ value: '<p>a <b>b</b> &lt;c&gt;</p>', type: 'html', base: null })
  })

  it('keeps the meaning of namespaces under other prefixes', () => {
    const read = parse(
      `<rss xmlns:d="http://purl.org/dc/elements/1.1/"><channel><item><d:creator>me</d:creator><link xmlns="http://www.w3.org/2005/Atom" rel="self" href="s"/><link>l</link>`,
    )
    expect(read.items[0]?.authors).toEqual([{ name: 'me', email: null }])
  })
})

describe('hostile documents', () => {
  it('have no entity of their own expanded', () => {
    const levels = Array.from({ length: 20 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`)
    const bomb = `<!DOCTYPE rss [<!ENTITY e0 "lol">${levels.join('')}<!ENTITY x SYSTEM "file:///etc/passwd">]>`
    const read = parse(`${bomb}${RSS}<item><title>&e20;&x;</title></item></channel></rss>`)
    expect(read.items[0]?.title?.value).toBe('&e20;&x;')
  })

  it('are read in bounded time', { timeout: 60_000 }, () => {
    const long = (unit: string): string => unit.repeat(Math.ceil(1_000_000 / unit.length))
    const bodies = [
      ...[
        '<a>',
        '<item>',
        '<',
        '</a>',
        '<a b="c" ',
        '<![CDATA[',
        '<!--',
        '<?a ',
        '&',
        '<item/>',
        '<author>((',
      ].map(long),
      `<item><author>${long('(')}</author></item>`,
      `<item><title>${long('&lt;b ')}</title></item>`,
      `<item ${long('a="b" ')}/>`,
    ]
    for (const body of bodies) {
      const started = performance.now()
      parseFeedText(`${RSS}${body}</channel></rss>`)
      expect([body.slice(0, 20), performance.now() - started < 4000]).toEqual([body.slice(0, 20), true])
    }
  })

  it('are read up to a number of items', () => {
    const read = parse(
      `${RSS}${'<item><title>a</title></item>'.repeat(MAX_SCANNED_ITEMS + 5000)}</channel></rss>`,
    )
    expect(read.items).toHaveLength(MAX_SCANNED_ITEMS)
  })
})
