import { decodeXML } from 'entities'
import { parseAtomFeed, parseRdfFeed, parseRssFeed } from 'feedsmith'
import { err, ok, type Result } from '@switchboard/shared-types/result'
import { escapeBareAmpersands } from './ampersands.ts'
import { fromAtom } from './from-atom.ts'
import { fromJson, isJsonFeed } from './from-json.ts'
import { fromRdf, fromRss } from './from-rss.ts'
import { readFeedElement, readItem } from './from-tree.ts'
import { countItemTags, isTame, isWhole } from './guard.ts'
import { parseLenientJson } from './json.ts'
import type { RawFeed, RawItem } from './raw.ts'
import { sniffDocument, type XmlRoot } from './sniff.ts'
import { readTree } from './tree.ts'

export type ParseCode = 'feed.html_page' | 'feed.not_a_feed'

const NOT_A_FEED = err('feed.not_a_feed', 'The document is not RSS, Atom or JSON Feed.')
const HTML_PAGE = err('feed.html_page', 'The document is a web page, not a feed.')

/** Reads the text of a feed, whatever its name or type says; never throws and ends in bounded time. */
export function parseFeedText(text: string): Result<RawFeed, ParseCode> {
  const sniffed = sniffDocument(text)
  switch (sniffed.kind) {
    case 'json':
      return parseJson(text)
    case 'xml':
      return ok(parseXml(text.slice(sniffed.start), sniffed.root))
    case 'html':
      return parseQuoted(text) ?? HTML_PAGE
    case 'unknown':
      return NOT_A_FEED
    default:
      return sniffed satisfies never
  }
}

const QUOTED = /&lt;(?:\?xml\s|rss[\s&]|feed\s|rdf:rdf\s)/i
const QUOTED_WITHIN = 100_000

/** A page that shows a feed's source, as servers with the wrong content type and some viewers make it. */
function parseQuoted(html: string): Result<RawFeed, ParseCode> | null {
  const start = html.slice(0, QUOTED_WITHIN).search(QUOTED)
  if (start === -1) return null
  const text = decodeXML(html.slice(start))
  const sniffed = sniffDocument(text)
  return sniffed.kind === 'xml' ? ok(parseXml(text.slice(sniffed.start), sniffed.root)) : null
}

function parseJson(text: string): Result<RawFeed, ParseCode> {
  const json = parseLenientJson(text)
  const feed = json !== null && isJsonFeed(json) ? fromJson(json) : null
  return feed === null ? NOT_A_FEED : ok(feed)
}

/** The structured reader where it can be trusted with the document, else the lenient one, else the better of both. */
function parseXml(text: string, root: XmlRoot): RawFeed {
  const expected = countItemTags(text)
  const source = escapeBareAmpersands(text)
  const structured = isWhole(text) && isTame(text, expected) ? readStructured(source, root) : null
  if (structured !== null && structured.items.length >= expected) return structured
  const lenient = readLenient(source, root)
  return structured !== null && structured.items.length >= lenient.items.length ? structured : lenient
}

/** feedsmith's reading, or null where it refuses the document. */
function readStructured(text: string, root: XmlRoot): RawFeed | null {
  try {
    if (root === 'rss') return fromRss(parseRssFeed(text))
    return root === 'rdf' ? fromRdf(parseRdfFeed(text)) : fromAtom(parseAtomFeed(text))
  } catch {
    return null
  }
}

function readLenient(text: string, root: XmlRoot): RawFeed {
  const items: RawItem[] = []
  const tree = readTree(text, (item) => items.push(readItem(item, root)))
  return readFeedElement(tree.root, root, items)
}
