import { err, ok, type Result } from '@switchboard/shared-types/result'
import { decodeBytes } from './decode/decode.ts'
import { identifyItems, type Identified } from './identify/identify.ts'
import type { Body } from './normalise/body.ts'
import { normaliseFeed } from './normalise/feed.ts'
import { normaliseItem, type NormalItem } from './normalise/item.ts'
import { keepNewest } from './parse/newest.ts'
import { parseFeedText } from './parse/parse.ts'
import { sanitiseHtml, textToHtml, type SafeHtml } from '@switchboard/kernel/sanitise/sanitise'
import { cutText } from '@switchboard/kernel/sanitise/text'
import type { Item, ReadFeed, ReadFeedCode } from './types.ts'

/** Bytes of a body that are read; the guarded fetch has the same cap. */
export const MAX_FEED_BYTES = 10 * 1024 * 1024

export interface ReadFeedOptions {
  /** Where the body came from, after redirects; relative addresses depend on it. */
  readonly url?: string | undefined
  /** The Content-Type header; only its charset counts. */
  readonly contentType?: string | null | undefined
  /** Dates more than two days after this are dropped as mistakes. */
  readonly now?: Date | undefined
  /** Whether the caller holds this very version of an item: it is then named in `unchanged` and not sanitised. */
  readonly isKnown?: ((key: string, fingerprint: string) => boolean) | undefined
}

/**
 * Reads a fetched body as a feed: decode, parse, normalise, identify, sanitise. Pure and bounded in time and memory
 * for any input; never throws.
 */
export function readFeed(bytes: Uint8Array, options: ReadFeedOptions = {}): Result<ReadFeed, ReadFeedCode> {
  if (bytes.byteLength > MAX_FEED_BYTES) {
    return err('feed.too_large', 'The feed is larger than 10 MB.', { bytes: bytes.byteLength })
  }
  const { text } = decodeBytes(bytes, options.contentType ?? null)
  if (text.trim() === '') return err('feed.empty', 'The server sent an empty document.')
  const parsed = parseFeedText(text)
  if (!parsed.ok) return parsed
  const raw = parsed.value
  const { info, context } = normaliseFeed(raw, options.url ?? null, latestDate(options.now))
  const kept = keepNewest(raw.items)
  const identified = identifyItems(kept.map((item) => normaliseItem(item, context)))
  const { items, unchanged } = finishItems(identified, options.isKnown)
  return ok({ info, items, unchanged, dropped: raw.items.length - kept.length })
}

const FUTURE_TOLERANCE_MS = 2 * 24 * 60 * 60 * 1000

function latestDate(now: Date | undefined): string | null {
  return now === undefined ? null : new Date(now.getTime() + FUTURE_TOLERANCE_MS).toISOString()
}

function finishItems(
  identified: readonly Identified[],
  isKnown: ReadFeedOptions['isKnown'],
): { items: Item[]; unchanged: string[] } {
  const items: Item[] = []
  const unchanged: string[] = []
  for (const one of identified) {
    if (isKnown?.(one.key, one.fingerprint) === true) unchanged.push(one.key)
    else items.push(finishItem(one))
  }
  return { items, unchanged }
}

function finishItem({ key, fingerprint, item }: Identified): Item {
  const content = sanitiseBody(item.content, item.contentBase)
  const isRepeated = item.summary?.value === item.content?.value
  const summary = isRepeated ? NOTHING : sanitiseBody(item.summary, item.summaryBase)
  const text = content.text === '' ? summary.text : content.text
  return {
    key,
    fingerprint,
    guid: item.guid,
    url: item.url,
    title: item.title === '' ? excerpt(text) : item.title,
    author: item.author,
    authorEmail: item.authorEmail,
    publishedAt: item.publishedAt,
    updatedAt: item.updatedAt,
    summaryHtml: orNull(summary.html),
    contentHtml: orNull(content.html),
    text,
    language: item.language,
    enclosures: item.enclosures,
    image: pickImage(item, content.html + summary.html),
  }
}

const NOTHING: SafeHtml = { html: '', text: '' }

function sanitiseBody(body: Body | null, base: string | null): SafeHtml {
  return body === null ? NOTHING : sanitiseHtml(body.isHtml ? body.value : textToHtml(body.value), base)
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

const MAX_EXCERPT = 100

/** Stands in for a missing title: the text's first words. */
function excerpt(text: string): string {
  if (text.length <= MAX_EXCERPT) return text
  const cut = cutText(text, MAX_EXCERPT)
  const space = cut.lastIndexOf(' ')
  return `${space > MAX_EXCERPT / 2 ? cut.slice(0, space) : cut}…`
}

/** The item's own picture, else an enclosed one, else the first of its text. */
function pickImage(item: NormalItem, html: string): string | null {
  const enclosed = item.enclosures.find((file) => file.type?.startsWith('image/') === true)?.url
  const shown = /<img [^>]*?src="(https?:[^"]+)"/
    .exec(html)?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&#x26;', '&')
  return item.image ?? enclosed ?? shown ?? null
}
