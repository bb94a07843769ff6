import type { AtomFeed, AtomNs } from 'feedsmith'
import { toAtomText } from './atom-text.ts'
import { readMediaContents, readMediaDescription, readMediaImage, readMediaTitle } from './media.ts'
import type { RawEnclosure, RawFeed, RawItem, RawLink, RawPerson, RawText } from './raw.ts'
import { compact, plain } from './values.ts'

type Text = AtomFeed.Text | AtomFeed.Content | undefined

export function readAtomText(text: Text): RawText | null {
  if (text?.value === undefined) return null
  return toAtomText(text.value, text.type ?? null, null, text.xml?.base ?? null)
}

export function readAtomLinks(links: AtomFeed.Entry<string>['links']): RawLink[] {
  return (links ?? []).flatMap((link) =>
    link.href === undefined ? [] : [{ href: link.href, rel: link.rel ?? null, type: link.type ?? null }],
  )
}

export function readAtomPeople(people: AtomFeed.Entry<string>['authors']): RawPerson[] {
  return (people ?? []).map((person) => ({
    name: person.name ?? person.uri ?? null,
    email: person.email ?? null,
  }))
}

export function readAtomEnclosures(links: AtomFeed.Entry<string>['links']): RawEnclosure[] {
  return (links ?? []).flatMap((link) =>
    link.rel === 'enclosure' && link.href !== undefined
      ? [{ url: link.href, type: link.type ?? null, length: link.length ?? null }]
      : [],
  )
}

/** Entry content that stands elsewhere (`src`) is a link, not a text. */
export function readAtomSource(content: AtomNs.Entry<string>['content']): RawLink[] {
  return content?.src === undefined ? [] : [{ href: content.src, rel: 'content', type: content.type ?? null }]
}

export function fromAtomEntry(entry: AtomFeed.Entry<string>): RawItem {
  const media = entry.media
  return {
    guid: entry.id ?? null,
    guidIsPermalink: null,
    base: entry.xml?.base ?? null,
    language: entry.xml?.lang ?? entry.content?.xml?.lang ?? entry.dc?.languages?.[0] ?? null,
    title: readAtomText(entry.title) ?? plain(entry.dc?.titles?.[0] ?? readMediaTitle(media)),
    links: [...readAtomLinks(entry.links), ...readAtomSource(entry.content)],
    published: compact([
      entry.published,
      entry.dcterms?.created?.[0],
      entry.dcterms?.issued?.[0],
      entry.dc?.dates?.[0],
    ]),
    updated: compact([entry.updated, entry.dcterms?.modified?.[0]]),
    authors: [
      ...readAtomPeople(entry.authors),
      ...(entry.dc?.creators ?? []).map((name) => ({ name, email: null })),
      ...readAtomPeople(entry.source?.authors),
      ...(entry.itunes?.author === undefined ? [] : [{ name: entry.itunes.author, email: null }]),
    ],
    summary: readAtomText(entry.summary) ?? plain(entry.dc?.descriptions?.[0] ?? readMediaDescription(media)),
    content: readAtomText(entry.content),
    enclosures: [...readAtomEnclosures(entry.links), ...readMediaContents(media)],
    image: readMediaImage(media) ?? entry.itunes?.image ?? null,
  }
}

/** Maps feedsmith's Atom feed to ours. */
export function fromAtom(feed: AtomFeed.Feed<string>): RawFeed {
  return {
    format: 'atom',
    base: feed.xml?.base ?? null,
    language: feed.xml?.lang ?? feed.dc?.languages?.[0] ?? null,
    title: readAtomText(feed.title) ?? plain(feed.dc?.titles?.[0]),
    description: readAtomText(feed.subtitle) ?? plain(feed.dc?.descriptions?.[0]),
    links: readAtomLinks(feed.links),
    icon: feed.icon ?? feed.logo ?? feed.itunes?.image ?? null,
    authors: readAtomPeople(feed.authors),
    ttl: null,
    skipHours: [],
    skipDays: [],
    updatePeriod: feed.sy?.updatePeriod ?? null,
    updateFrequency: feed.sy?.updateFrequency?.toString() ?? null,
    items: (feed.entries ?? []).map(fromAtomEntry),
  }
}
