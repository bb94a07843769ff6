/** What a document turns out to be, judged by its content alone. */
export type Sniffed =
  | { readonly kind: 'json' }
  | {
      readonly kind: 'xml'
      readonly root: XmlRoot
      /** Where the root element starts. */ readonly start: number
    }
  | { readonly kind: 'html' }
  | { readonly kind: 'unknown' }

export type XmlRoot = 'rss' | 'rdf' | 'atom'

const ROOTS: Readonly<Record<string, XmlRoot>> = {
  rss: 'rss',
  channel: 'rss',
  rdf: 'rdf',
  feed: 'atom',
  entry: 'atom',
}

/** Skips the byte order mark, white space, declarations, comments and a document type. */
function skipProlog(text: string): number {
  let at = 0
  for (;;) {
    while (at < text.length && /[\s\ufeff\p{Cc}]/u.test(text.charAt(at))) at++
    const end = findMarkupEnd(text, at)
    if (end === -1) return at
    at = end
  }
}

function findMarkupEnd(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return endOf(text, '-->', at + 4)
  if (text.startsWith('<?', at)) return endOf(text, '>', at)
  if (!/^<!doctype/i.test(text.slice(at, at + 9))) return -1
  const end = endOf(text, '>', at)
  const subset = text.indexOf('[', at)
  return subset === -1 || subset > end ? end : endOf(text, ']>', subset)
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at === -1 ? -1 : at + mark.length
}

function readRoot(text: string, at: number): { name: string; local: string } | null {
  const name = /^<([a-z][\w.:-]*)(?=[\s/>])/i.exec(text.slice(at, at + 64))?.[1]?.toLowerCase()
  return name === undefined ? null : { name, local: name.slice(name.indexOf(':') + 1) }
}

// A feed that stands inside something else: printed after a warning of the server's language, or wrapped in HTML.
const EMBEDDED =
  /<(?:rss[\s>][^<>]{0,2000}>?\s{0,200}(?:<!--[^]{0,500}?-->\s{0,200})?<channel|(?:[\w-]{1,20}:)?rdf\s[^<>]{0,2000}rss|(?:[\w-]{1,20}:)?feed\s[^<>]{0,2000}atom)/i
const EMBEDDED_WITHIN = 100_000

/** Classifies a document as a JSON object, an XML feed, an HTML page or something unknown. */
export function sniffDocument(text: string): Sniffed {
  const start = skipProlog(text)
  if (text.charAt(start) === '{') return { kind: 'json' }
  const root = readRoot(text, start)
  const known = root === null ? undefined : ROOTS[root.local]
  if (known !== undefined) return { kind: 'xml', root: known, start }
  return findEmbedded(text) ?? { kind: looksLikeHtml(text, root?.name) ? 'html' : 'unknown' }
}

function findEmbedded(text: string): Sniffed | null {
  const start = text.slice(0, EMBEDDED_WITHIN).search(EMBEDDED)
  if (start === -1) return null
  const root = readRoot(text, start)
  const known = root === null ? undefined : ROOTS[root.local]
  return known === undefined ? null : { kind: 'xml', root: known, start }
}

const HTML_ELEMENTS = new Set([
  'html',
  'head',
  'body',
  'title',
  'meta',
  'script',
  'div',
  'p',
  'h1',
  'center',
  'table',
])

function looksLikeHtml(text: string, root: string | undefined): boolean {
  if (root !== undefined && HTML_ELEMENTS.has(root)) return true
  return /^\s*<!doctype\s+html|<html[\s>]/i.test(text.slice(0, 4096))
}
