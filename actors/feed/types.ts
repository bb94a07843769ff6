/** A file that belongs to an item: a podcast episode, a video, a picture. */
export interface Enclosure {
  readonly url: string
  readonly type: string | null
  /** Bytes. */
  readonly length: number | null
}

/** One entry of a feed as every later stage sees it. Times are ISO 8601 in UTC, HTML is sanitised. */
export interface Item {
  /** Identity within the feed: stable from poll to poll. */
  readonly key: string
  /** Changes when what a reader would see changes. */
  readonly fingerprint: string
  readonly guid: string | null
  readonly url: string | null
  /** Plain text; empty when the source gives none and nothing can stand in. */
  readonly title: string
  readonly author: string | null
  readonly authorEmail: string | null
  readonly publishedAt: string | null
  readonly updatedAt: string | null
  readonly summaryHtml: string | null
  readonly contentHtml: string | null
  /** Plain text of the content (else the summary), capped, for search and snippets. */
  readonly text: string
  /** BCP 47 tag as the source wrote it. */
  readonly language: string | null
  readonly enclosures: readonly Enclosure[]
  readonly image: string | null
}

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json'

/** What a feed says about when to ask again. */
export interface FeedHints {
  /** RSS `<ttl>`, minutes. */
  readonly ttlMinutes: number | null
  /** `sy:updatePeriod` divided by `sy:updateFrequency`, minutes. */
  readonly updateMinutes: number | null
  /** Hours of the day in GMT, 0-23. */
  readonly skipHours: readonly number[]
  /** Days of the week in GMT, 0 is Sunday. */
  readonly skipDays: readonly number[]
}

/** A feed's own description of itself, as plain text and absolute URLs. */
export interface FeedInfo {
  readonly format: FeedFormat
  readonly title: string | null
  readonly description: string | null
  /** The page the feed belongs to. */
  readonly link: string | null
  readonly icon: string | null
  readonly language: string | null
  readonly hints: FeedHints
}

/** A document read to the end: the feed, its items, and what was left out. */
export interface ReadFeed {
  readonly info: FeedInfo
  readonly items: readonly Item[]
  /** Keys of items the caller already holds in this very version; they are not in `items`. */
  readonly unchanged: readonly string[]
  /** Items beyond MAX_ITEMS that were dropped, oldest first. */
  readonly dropped: number
}

export type ReadFeedCode = 'feed.empty' | 'feed.too_large' | 'feed.html_page' | 'feed.not_a_feed'
