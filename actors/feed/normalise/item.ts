import type { RawItem } from '../parse/raw.ts'
import { resolveWebUrl } from '@switchboard/kernel/sanitise/urls'
import type { Enclosure } from '../types.ts'
import { toBody, type Body } from './body.ts'
import { parseDate } from './dates.ts'
import { pickAlternate, resolveEnclosures, resolveLink } from './links.ts'
import { toByline } from './people.ts'
import { toPlainText, toPlainValue } from './text.ts'

/** What of the feed every item needs. */
export interface FeedContext {
  /** What relative addresses in the feed are relative to. */
  readonly base: string | null
  /** Whether the document states that base itself. */
  readonly declaresBase: boolean
  readonly language: string | null
  /** Who wrote items that name nobody; empty where the format has no such rule. */
  readonly authors: RawItem['authors']
  /** Dates after this instant are mistakes. ISO 8601. */
  readonly latest: string | null
}

/** An item with everything resolved and read but its HTML, which is not yet safe. */
export interface NormalItem {
  readonly guid: string | null
  readonly url: string | null
  readonly title: string
  readonly author: string | null
  readonly authorEmail: string | null
  readonly publishedAt: string | null
  readonly updatedAt: string | null
  readonly summary: Body | null
  readonly content: Body | null
  /** What relative addresses in summary and content are relative to. */
  readonly summaryBase: string | null
  readonly contentBase: string | null
  readonly language: string | null
  readonly enclosures: readonly Enclosure[]
  readonly image: string | null
}

const MAX_GUID = 2000

export function normaliseItem(raw: RawItem, feed: FeedContext): NormalItem {
  const base = resolveBase(raw.base, feed.base)
  const url = pickAlternate(raw.links, base) ?? permalink(raw, base)
  // Addresses inside a text are relative to the page it stands on, unless the document says otherwise.
  const textBase = raw.base === null && !feed.declaresBase ? (url ?? base) : base
  const people = raw.authors.length === 0 ? feed.authors : raw.authors
  return {
    guid: toPlainGuid(raw.guid),
    url,
    title: toPlainText(raw.title),
    ...toByline(people),
    publishedAt: firstDate(raw.published, feed.latest),
    updatedAt: firstDate(raw.updated, feed.latest),
    summary: toBody(raw.summary),
    content: toBody(raw.content),
    summaryBase: resolveBase(raw.summary?.base ?? null, textBase),
    contentBase: resolveBase(raw.content?.base ?? null, textBase),
    language: toPlainValue(raw.language) ?? feed.language,
    enclosures: resolveEnclosures(raw.enclosures, base),
    image: resolveLink(raw.image, base),
  }
}

/** An xml:base applied to what it stands in. */
export function resolveBase(own: string | null, outer: string | null): string | null {
  return own === null ? outer : (resolveWebUrl(own, outer) ?? outer)
}

/** RSS: a guid is the item's address unless it says otherwise. Other formats' ids may look like one all the same. */
function permalink(raw: RawItem, base: string | null): string | null {
  if (raw.guid === null || raw.guidIsPermalink === false) return null
  const isAbsolute = /^https?:\/\//i.test(raw.guid.trim())
  return isAbsolute || raw.guidIsPermalink === true ? resolveLink(raw.guid, base) : null
}

function toPlainGuid(guid: string | null): string | null {
  const value = guid?.replace(/\s+/g, ' ').trim().slice(0, MAX_GUID) ?? ''
  return value === '' ? null : value
}

function firstDate(candidates: readonly string[], latest: string | null): string | null {
  for (const candidate of candidates) {
    const date = parseDate(candidate)
    if (date !== null && (latest === null || date <= latest)) return date
  }
  return null
}
