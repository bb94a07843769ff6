const ATOM = ['http://www.w3.org/2005/atom', 'http://purl.org/atom/ns', 'http://purl.org/net/atom']

// The prefixes that the readers look for, by a distinctive part of the namespace's address.
const KNOWN: readonly (readonly [part: string, prefix: string])[] = [
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/dc/elements', 'dc'],
  ['search.yahoo.com/mrss', 'media'],
  ['itunes.com/dtds/podcast', 'itunes'],
  ['google.com/schemas/play-podcasts', 'googleplay'],
  ['w3.org/1999/02/22-rdf-syntax', 'rdf'],
  ['w3.org/1999/xhtml', 'xhtml'],
  ['wellformedweb.org/commentapi', 'wfw'],
]

/** The canonical prefix of a namespace address: `''` for the formats' own, null for one nobody here looks for. */
export function canonicalPrefix(uri: string): string | null {
  const address = uri.trim().toLowerCase()
  if (ATOM.some((start) => address.startsWith(start) || address.startsWith(start.replace('http:', 'https:'))))
    return 'atom'
  for (const [part, prefix] of KNOWN) if (address.includes(part)) return prefix
  const isRss = /purl\.org\/(?:rss\/1\.0\/?$|net\/rss)|netscape\.com\/rdf|backend\.userland\.com/.test(
    address,
  )
  return isRss ? '' : null
}
