import type { RdfFeed, RssFeed } from 'feedsmith'
import { readAtomEnclosures, readAtomLinks, readAtomPeople, readAtomText } from './from-atom.ts'
import { readMediaContents, readMediaDescription, readMediaImage, readMediaTitle } from './media.ts'
import type { RawFeed, RawItem, RawLink, RawPerson } from './raw.ts'
import { compact, plain } from './values.ts'

type RssItem = RssFeed.Item<string>
type RdfItem = RdfFeed.Item<string>
type Shared = Pick<
  RssItem,
  'title' | 'link' | 'description' | 'atom' | 'dc' | 'dcterms' | 'media' | 'content' | 'xml'
>

function ownLink(href: string | undefined): RawLink[] {
  return href === undefined ? [] : [{ href, rel: null, type: null }]
}

function names(values: readonly string[] | undefined): RawPerson[] {
  return (values ?? []).map((name) => ({ name, email: null }))
}

/** What RSS 2.0 and RSS 1.0 items have in common, extensions included. */
function fromSharedItem(item: Shared): RawItem {
  const { atom, dc, dcterms, media } = item
  const description = plain(item.description ?? dc?.descriptions?.[0] ?? dcterms?.abstracts?.[0])
  return {
    guid: atom?.id ?? null,
    guidIsPermalink: null,
    base: item.xml?.base ?? null,
    language: item.xml?.lang ?? dc?.languages?.[0] ?? null,
    title: plain(item.title ?? dc?.titles?.[0]) ?? readAtomText(atom?.title) ?? plain(readMediaTitle(media)),
    links: [...ownLink(item.link), ...readAtomLinks(atom?.links)],
    published: compact([
      atom?.published,
      dc?.dates?.[0],
      dcterms?.created?.[0],
      dcterms?.issued?.[0],
      dcterms?.available?.[0],
      dcterms?.dates?.[0],
    ]),
    updated: compact([atom?.updated, dcterms?.modified?.[0]]),
    authors: [...names(dc?.creators), ...names(dcterms?.creators), ...readAtomPeople(atom?.authors)],
    summary: description ?? readAtomText(atom?.summary) ?? plain(readMediaDescription(media)),
    content: plain(item.content?.encoded) ?? readAtomText(atom?.content),
    enclosures: [...readAtomEnclosures(atom?.links), ...readMediaContents(media)],
    image: readMediaImage(media),
  }
}

function fromRssItem(item: RssItem): RawItem {
  const shared = fromSharedItem(item)
  const { itunes, googleplay } = item
  return {
    ...shared,
    guid: item.guid?.value ?? shared.guid,
    guidIsPermalink: item.guid?.isPermaLink ?? null,
    title: shared.title ?? plain(itunes?.title),
    published: compact([item.pubDate, ...shared.published]),
    authors: [
      ...(item.authors ?? []).map((person) => ({
        name: person.name ?? person.link ?? null,
        email: person.email ?? null,
      })),
      ...shared.authors,
      ...names(compact([itunes?.author, googleplay?.author])),
    ],
    summary: shared.summary ?? plain(itunes?.summary ?? googleplay?.description ?? itunes?.subtitle),
    enclosures: [
      ...(item.enclosures ?? []).flatMap((file) =>
        file.url === undefined
          ? []
          : [{ url: file.url, type: file.type ?? null, length: file.length ?? null }],
      ),
      ...shared.enclosures,
    ],
    image: itunes?.image ?? shared.image,
  }
}

function fromRdfItem(item: RdfItem): RawItem {
  const shared = fromSharedItem(item)
  return { ...shared, guid: shared.guid ?? item.rdf?.about ?? null }
}

/** Maps feedsmith's RSS 0.9x/2.0 feed to ours. */
export function fromRss(feed: RssFeed.Feed<string>): RawFeed {
  return {
    format: 'rss',
    base: feed.xml?.base ?? null,
    language: feed.language ?? feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null,
    title:
      plain(feed.title ?? feed.dc?.titles?.[0]) ??
      readAtomText(feed.atom?.title) ??
      plain(feed.itunes?.title),
    description: plain(feed.description ?? feed.itunes?.summary) ?? readAtomText(feed.atom?.subtitle),
    links: [...ownLink(feed.link), ...readAtomLinks(feed.atom?.links)],
    icon: feed.image?.url ?? feed.itunes?.image ?? feed.atom?.icon ?? feed.atom?.logo ?? null,
    authors: [
      ...compact([feed.managingEditor]).map((person) => ({
        name: person.name ?? null,
        email: person.email ?? null,
      })),
      ...names(feed.dc?.creators),
      ...names(compact([feed.itunes?.author])),
    ],
    ttl: feed.ttl?.toString() ?? null,
    skipHours: (feed.skipHours ?? []).map(String),
    skipDays: feed.skipDays ?? [],
    updatePeriod: feed.sy?.updatePeriod ?? null,
    updateFrequency: feed.sy?.updateFrequency?.toString() ?? null,
    items: (feed.items ?? []).map(fromRssItem),
  }
}

/** Maps feedsmith's RSS 0.90/1.0 feed to ours. */
export function fromRdf(feed: RdfFeed.Feed<string>): RawFeed {
  return {
    format: 'rdf',
    base: feed.xml?.base ?? null,
    language: feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null,
    title: plain(feed.title ?? feed.dc?.titles?.[0]),
    description: plain(feed.description ?? feed.dc?.descriptions?.[0]),
    links: [...ownLink(feed.link), ...readAtomLinks(feed.atom?.links)],
    icon: feed.image?.url ?? null,
    authors: names(feed.dc?.creators),
    ttl: null,
    skipHours: [],
    skipDays: [],
    updatePeriod: feed.sy?.updatePeriod ?? null,
    updateFrequency: feed.sy?.updateFrequency?.toString() ?? null,
    items: (feed.items ?? []).map(fromRdfItem),
  }
}
