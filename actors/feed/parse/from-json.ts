import { parseJsonFeed, type JsonFeed } from 'feedsmith'
import { MAX_SCANNED_ITEMS } from './limits.ts'
import type { RawFeed, RawItem, RawText } from './raw.ts'
import { compact, plain } from './values.ts'

const VERSION = 'https://jsonfeed.org/version/1.1'

type JsonAuthor = NonNullable<JsonFeed.Item<string>['authors']>[number]

function fromAuthor(author: JsonAuthor): { name: string | null; email: string | null } {
  const email = author.url?.startsWith('mailto:') === true ? author.url.slice('mailto:'.length) : null
  return { name: author.name ?? (email === null ? (author.url ?? null) : null), email }
}

function readContent(item: JsonFeed.Item<string>): RawText | null {
  if (item.content_html !== undefined) return { value: item.content_html, type: 'html', base: null }
  return item.content_text === undefined ? null : { value: item.content_text, type: 'text', base: null }
}

function fromItem(item: JsonFeed.Item<string>): RawItem {
  const alternate = compact([item.url, item.external_url])
  return {
    guid: item.id ?? null,
    guidIsPermalink: false,
    base: null,
    language: item.language ?? null,
    title: item.title === undefined ? null : { value: item.title, type: 'text', base: null },
    links: alternate.map((href) => ({ href, rel: null, type: null })),
    published: compact([item.date_published]),
    updated: compact([item.date_modified]),
    authors: (item.authors ?? []).map(fromAuthor),
    summary: item.summary === undefined ? null : { value: item.summary, type: 'text', base: null },
    content: readContent(item),
    enclosures: (item.attachments ?? []).flatMap((file) =>
      file.url === undefined
        ? []
        : [{ url: file.url, type: file.mime_type ?? null, length: file.size_in_bytes ?? null }],
    ),
    image: item.image ?? item.banner_image ?? null,
  }
}

/** Whether a parsed JSON object is a JSON Feed of any version, stated well, badly or not at all. */
export function isJsonFeed(json: Readonly<Record<string, unknown>>): boolean {
  const keys = new Map(Object.entries(json).map(([key, value]) => [key.toLowerCase(), value]))
  const version = keys.get('version')
  const stated = typeof version === 'string' && version.includes('jsonfeed.org')
  const described = ['title', 'home_page_url', 'feed_url', 'version'].some(
    (key) => typeof keys.get(key) === 'string',
  )
  return stated || (described && Array.isArray(keys.get('items')))
}

/** Reads a JSON Feed; `json` has passed isJsonFeed. Null where nothing in it can be read. */
export function fromJson(json: Readonly<Record<string, unknown>>): RawFeed | null {
  const feed = readStructured(json)
  return feed === null ? null : toRawFeed(feed)
}

function readStructured(json: Readonly<Record<string, unknown>>): JsonFeed.Feed<string> | null {
  const rest = Object.entries(json).filter(([key]) => key.toLowerCase() !== 'version')
  try {
    // feedsmith refuses a version it does not know, while every version so far reads alike.
    return parseJsonFeed({ ...Object.fromEntries(rest), version: VERSION }, { maxItems: MAX_SCANNED_ITEMS })
  } catch {
    return null
  }
}

function toRawFeed(feed: JsonFeed.Feed<string>): RawFeed {
  return {
    format: 'json',
    base: null,
    language: feed.language ?? null,
    title: feed.title === undefined ? null : { value: feed.title, type: 'text', base: null },
    description: plain(feed.description),
    links: [
      ...compact([feed.home_page_url]).map((href) => ({ href, rel: null, type: null })),
      ...compact([feed.feed_url]).map((href) => ({ href, rel: 'self', type: null })),
    ],
    icon: feed.icon ?? feed.favicon ?? null,
    authors: (feed.authors ?? []).map(fromAuthor),
    ttl: null,
    skipHours: [],
    skipDays: [],
    updatePeriod: null,
    updateFrequency: null,
    items: (feed.items ?? []).map(fromItem),
  }
}
