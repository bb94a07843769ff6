import { walkMarkup } from '../parse/markup.ts'
import { resolveWebUrl } from '@switchboard/kernel/sanitise/urls'

/** An address that a page offers as its feed. */
export interface FeedCandidate {
  readonly url: string
  readonly title: string | null
  /** `declared`: a link element says so. `guessed`: an ordinary link looks like one. */
  readonly confidence: 'declared' | 'guessed'
}

const MAX_PAGE_LENGTH = 2_000_000
const MAX_CANDIDATES = 30

const FEED_TYPE =
  /^(?:application\/(?:x[-.])?(?:rss|atom|rdf)(?:\+xml)?|application\/feed\+json|text\/(?:rss|atom|rdf)(?:\+xml)?|(?:application|text)\/xml)$/
/** JSON Feed 1.0 named plain JSON as its type, which APIs use in the same place. */
const JSON_FEED_ADDRESS = /feed[^/]*\.json|\/feed\/?(?:json\/?)?(?:[?#]|$)|jsonfeed/i
const FEED_ADDRESS =
  /(?:^|[/._-])(?:feeds?|rss2?|atom|rdf)(?:\.(?:xml|json|rdf|php|aspx?))?\/?(?:$|\?)|\.(?:rss|atom|rdf)(?:$|\?)|\/(?:index|posts)\.xml(?:$|\?)|[?&](?:feed|format|type)=(?:rss2?|atom|feed|rdf)(?:&|$)/i
/** Services that take a feed's address, and feeds of what nobody came for. */
const NOT_A_FEED =
  /(?:feedly|inoreader|netvibes|newsblur|bloglovin|theoldreader|addtoany|facebook|twitter|x)\.com\//i

/**
 * The feeds that an HTML page offers, best first: declared ones in document order, feeds of comments after the
 * others, then links that look like feeds.
 *
 * @param pageUrl where the page was fetched from; `<base href>` is applied to it
 */
export function discoverFeeds(html: string, pageUrl: string): FeedCandidate[] {
  const declared: FeedCandidate[] = []
  const guessed: FeedCandidate[] = []
  let base = pageUrl
  let hasBase = false
  const onopentag = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'base' && !hasBase && attributes['href'] !== undefined) {
      hasBase = true
      base = resolveWebUrl(attributes['href'], pageUrl) ?? pageUrl
    } else if (name === 'link') declared.push(...readLink(attributes, base))
    else if (name === 'a') guessed.push(...readAnchor(attributes, base))
  }
  walkMarkup(
    html.slice(0, MAX_PAGE_LENGTH),
    false,
    { onopentag, onclosetag: ignore, ontext: ignore },
    () => declared.length + guessed.length > MAX_CANDIDATES * 4,
  )
  const isAside = (candidate: FeedCandidate): boolean =>
    /comment/i.test(`${candidate.url} ${candidate.title ?? ''}`)
  const ranked = [...declared.filter((one) => !isAside(one)), ...declared.filter(isAside), ...guessed]
  return distinct(ranked, pageUrl).slice(0, MAX_CANDIDATES)
}

function ignore(): void {
  // Text and end tags say nothing about feeds.
}

function readLink(attributes: Readonly<Record<string, string>>, base: string): FeedCandidate[] {
  const rel = attributes['rel']?.toLowerCase().split(/\s+/) ?? []
  const href = attributes['href'] ?? ''
  const type = attributes['type']?.toLowerCase().split(';')[0]?.trim() ?? ''
  const isFeedType = FEED_TYPE.test(type) || (type === 'application/json' && JSON_FEED_ADDRESS.test(href))
  const isFeed = rel.includes('feed') || (rel.includes('alternate') && isFeedType)
  return isFeed ? toCandidate(href, attributes['title'], base, 'declared') : []
}

function readAnchor(attributes: Readonly<Record<string, string>>, base: string): FeedCandidate[] {
  const href = attributes['href'] ?? ''
  const type = attributes['type']?.toLowerCase() ?? ''
  const looksLikeFeed = FEED_ADDRESS.test(href.split('#')[0] ?? '') || (type !== '' && FEED_TYPE.test(type))
  return looksLikeFeed ? toCandidate(href, attributes['title'], base, 'guessed') : []
}

function toCandidate(
  href: string,
  title: string | undefined,
  base: string,
  confidence: FeedCandidate['confidence'],
): FeedCandidate[] {
  const url = resolveWebUrl(
    href.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, 'https://'),
    base,
  )
  if (url === null || NOT_A_FEED.test(url)) return []
  const name = title?.replace(/\s+/g, ' ').trim().slice(0, 200) ?? ''
  return [{ url: url.split('#')[0] ?? url, title: name === '' ? null : name, confidence }]
}

function distinct(candidates: readonly FeedCandidate[], pageUrl: string): FeedCandidate[] {
  const byUrl = new Map<string, FeedCandidate>()
  for (const candidate of candidates) {
    if (candidate.url !== pageUrl && !byUrl.has(candidate.url)) byUrl.set(candidate.url, candidate)
  }
  return [...byUrl.values()]
}
