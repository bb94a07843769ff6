import * as fc from 'fast-check'
import { defaultTreeAdapter, parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { sanitiseHtml, textToHtml } from './sanitise.ts'
import { ENTRY_SCHEMA } from './schema.ts'
import { htmlSoup } from './testing.ts'
import { toText } from './to-text.ts'

const BASE = 'https://example.org/blog/post'

function clean(html: string, base: string | null = BASE): string {
  return sanitiseHtml(html, base).html
}

/** Every element and attribute in a fragment, as a browser's parser sees it. */
function listMarkup(
  node: DefaultTreeAdapterTypes.ParentNode,
): { tag: string; name: string; value: string }[] {
  return node.childNodes.flatMap((child) => {
    if (!defaultTreeAdapter.isElementNode(child)) return []
    const own = child.attrs.map(({ name, value }) => ({ tag: child.tagName, name, value }))
    return [{ tag: child.tagName, name: '', value: '' }, ...own, ...listMarkup(child)]
  })
}

const ALLOWED_TAGS = new Set(ENTRY_SCHEMA.tagNames)
const ADDRESSES = new Set(['href', 'src', 'poster', 'cite'])

describe('HTML with embedded media alone', () => {
  it('keeps pictures that stand in the text, and of others what they say in words', () => {
    const embedded = 'data:image/png;base64,AAAA'
    const html = `<p><img src="${embedded}"><img src="https://t.example/p.png" alt="Logo"></p>`
    expect(sanitiseHtml(html, BASE, 'embedded').html).toBe(
      `<p><img src="${embedded}" loading="lazy">Logo</p>`,
    )
  })

  it('never holds an address that a browser would load', () => {
    fc.assert(
      fc.property(htmlSoup, (html) => {
        const safe = sanitiseHtml(html, BASE, 'embedded').html
        const loaded = listMarkup(parseFragment(safe)).filter(
          ({ name, value }) =>
            ['src', 'srcset', 'poster'].includes(name) && !value.toLowerCase().startsWith('data:image/'),
        )
        expect(loaded).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('sanitised HTML', () => {
  it('keeps the structure of an article', () => {
    const html =
      '<h2>T</h2><p>a <b>b</b> <a href="https://e.com/" rel="noopener noreferrer" target="_blank">c</a></p>'
    expect(clean(html)).toBe(html)
  })

  it('has absolute addresses, relative to xml:base where the text has one', () => {
    expect(clean('<a href="x">y</a>')).toContain('href="https://example.org/blog/x"')
    expect(clean('<div xml:base="/other/"><a href="x">y</a></div>')).toContain(
      'href="https://example.org/other/x"',
    )
    expect(clean('<img src="a.png" srcset="b.png 2x, c.png 3x">')).toBe(
      '<img src="https://example.org/blog/a.png" srcset="https://example.org/blog/b.png 2x, https://example.org/blog/c.png 3x" loading="lazy">',
    )
    expect(clean('<a href="x">y</a>', null)).toBe('<a>y</a>')
  })

  it('opens links outside of the page and loads pictures late', () => {
    expect(clean('<a href="https://e.com/" target="_self" rel="opener">x</a>')).toBe(
      '<a href="https://e.com/" rel="noopener noreferrer" target="_blank">x</a>',
    )
    expect(clean('<img src="https://e.com/a.png" loading="eager" onerror="x()">')).toBe(
      '<img src="https://e.com/a.png" loading="lazy">',
    )
  })

  it('leads to http, https and mailto only', () => {
    for (const href of [
      'javascript:x',
      ' java\tscript:x',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
    ]) {
      expect(clean(`<a href="${href}">x</a>`)).toBe('<a>x</a>')
    }
    expect(clean('<a href="mailto:a@b.c">x</a>')).toContain('href="mailto:a@b.c"')
  })

  it('shows embedded raster pictures and no other embedded data', () => {
    expect(clean('<img src="data:image/png;base64,AAAA">')).toContain('src="data:image/png;base64,AAAA"')
    for (const src of [
      'data:image/svg+xml;base64,AAAA',
      'data:text/html,x',
      'data:image/png,<svg onload=x>',
    ]) {
      expect(clean(`<img src="${src}">`)).toBe('')
    }
    expect(clean('<video src="data:image/png;base64,AAAA"></video>')).not.toContain('data:')
  })

  it('has no counting pixels and no hidden pictures', () => {
    for (const size of [
      'width="1" height="1"',
      'height=0',
      'style="width:1px;height:1px"',
      'style="display: none"',
    ]) {
      expect(clean(`a<img src="https://e.com/p.gif" ${size}>`)).toBe('a')
    }
    expect(clean('<img src="https://e.com/a.png" width="100" height="10">')).toContain(
      'width="100" height="10"',
    )
  })

  it('shows lazily loaded pictures, and their plain copy only once', () => {
    const html =
      '<img src="data:image/gif;base64,AAAA" data-src="/a.png"><noscript><img src="/a.png"></noscript>'
    expect(clean(html)).toBe('<img src="https://example.org/a.png" loading="lazy">')
    expect(clean('<noscript><img src="/a.png"></noscript>')).toBe(
      '<img src="https://example.org/a.png" loading="lazy">',
    )
  })

  it('says in words what a picture shows that cannot be shown', () => {
    expect(clean('<img src="javascript:x" alt="a <b>">')).toBe('a &lt;b>')
  })

  it('has a link to the video where a player was', () => {
    expect(clean('<iframe src="https://www.youtube-nocookie.com/embed/abc_123?rel=0"></iframe>')).toBe(
      '<a href="https://www.youtube.com/watch?v=abc_123" rel="noopener noreferrer" target="_blank">▶ youtube.com</a>',
    )
    expect(clean('<iframe src="javascript:x"></iframe><iframe srcdoc="<script>x</script>"></iframe>')).toBe(
      '',
    )
  })

  it('has no styles, classes, names, forms, frames or foreign content', () => {
    const html = `<p style="position:fixed" class="x" id="y" onclick="z()">a<form><input><button>b</button>c</form>
      <svg><a href="/"><text>d</text></a></svg><style>e{}</style><script>f</script><object><p>g</p></object></p>`
    expect(toText(clean(html))).toBe('a c g')
    expect(clean(html)).not.toMatch(/style|class|id=|onclick|form|input|button|svg|object/)
  })

  it('is cut short or reduced to text when it asks for too much', { timeout: 60_000 }, () => {
    const copies = Array.from({ length: 20_000 }, (_, i) => `<b id=${i}>x<p>`).join('')
    const deep = '<div>'.repeat(50_000)
    for (const html of [copies, `${deep}text`, '<a href=x>y</a>'.repeat(50_000), 'x'.repeat(1_000_000)]) {
      const started = performance.now()
      const safe = sanitiseHtml(html, `https://example.org/${'a'.repeat(1000)}/`)
      expect(performance.now() - started).toBeLessThan(2000)
      expect(safe.html.length).toBeLessThanOrEqual(300_000)
      expect(safe.text.length).toBeLessThanOrEqual(10_000)
    }
  })

  it('holds nothing that is not allowed, whatever went in', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(htmlSoup, (html) => {
        for (const { tag, name, value } of listMarkup(parseFragment(clean(html)))) {
          expect(ALLOWED_TAGS).toContain(tag)
          expect(name).not.toMatch(
            /^on|^(?:style|class|id|name|xml|xlink|formaction|action|srcdoc|background)/,
          )
          if (ADDRESSES.has(name))
            expect(value).toMatch(/^(?:https?:|mailto:|data:image\/(?:png|jpe?g|gif|webp);)/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('does not change when it is sanitised again', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(htmlSoup, (html) => {
        const once = clean(html)
        expect(clean(once)).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the text of HTML', () => {
  it('is one line without tags, comments, scripts and references', () => {
    expect(toText('<p>a&nbsp;&amp; b</p><p>c<!-- d --><script>e</script><style>f</style> <b>g</b>h')).toBe(
      'a & b c gh',
    )
  })

  it('keeps what only looks like a tag', () => {
    expect(toText('1 < 2 and a <b')).toBe('1 < 2 and a <b')
  })

  it('is the same text that the sanitiser finds', () => {
    const html = '<h1>T</h1><ul><li>a<li>b</ul>c<br>d <i>e</i>f'
    expect(toText(html)).toBe(sanitiseHtml(html, null).text)
  })

  it('is capped without cutting a character in two', () => {
    expect(toText('a\u{1f600}', 2)).toBe('a')
  })

  it('is found in linear time', { timeout: 60_000 }, () => {
    for (const unit of ['<a "', '<a href="', '<!--', '<script>', '<', '</', '&', '<a\u00a0']) {
      const started = performance.now()
      toText(unit.repeat(300_000))
      expect(performance.now() - started).toBeLessThan(1500)
    }
  })
})

describe('plain text as HTML', () => {
  it('has paragraphs and line breaks, and nothing of it is markup', () => {
    expect(textToHtml('a <b>\nc\n\nd & e')).toBe('<p>a &lt;b&gt;<br>c</p><p>d &amp; e</p>')
  })
})
