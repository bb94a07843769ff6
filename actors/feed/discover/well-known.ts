const NAMES = [
  'feed',
  'rss',
  'atom.xml',
  'feed.xml',
  'rss.xml',
  'index.xml',
  'feed.json',
  'feed.atom',
  'index.rdf',
]

/** Where sites keep feeds they do not announce: addresses to try, likeliest first, beside the page and at the root. */
export function wellKnownFeedUrls(pageUrl: string): string[] {
  const page = URL.parse(pageUrl)
  if (page === null) return []
  const section = page.pathname.split('/').find((part) => part !== '')
  const folders = section === undefined || section.includes('.') ? ['/'] : [`/${section}/`, '/']
  const urls = folders.flatMap((folder) => NAMES.map((name) => new URL(folder + name, page.origin).href))
  return [...new Set(urls)].filter((url) => url !== page.href)
}
