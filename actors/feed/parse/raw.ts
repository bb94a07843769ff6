import type { FeedFormat } from '../types.ts'

/** How a text says it is to be read; `unknown` is RSS, where both plain text and HTML occur. */
export type TextType = 'text' | 'html' | 'xhtml' | 'unknown'

export interface RawText {
  readonly value: string
  readonly type: TextType
  /** xml:base of the element itself, unresolved. */
  readonly base: string | null
}

export interface RawLink {
  readonly href: string
  readonly rel: string | null
  readonly type: string | null
}

export interface RawPerson {
  readonly name: string | null
  readonly email: string | null
}

export interface RawEnclosure {
  readonly url: string
  readonly type: string | null
  readonly length: number | null
}

/** An item as the document has it: nothing resolved, candidates in order of preference. */
export interface RawItem {
  readonly guid: string | null
  /** RSS `isPermaLink` as written; null when absent. */
  readonly guidIsPermalink: boolean | null
  readonly base: string | null
  readonly language: string | null
  readonly title: RawText | null
  readonly links: readonly RawLink[]
  readonly published: readonly string[]
  readonly updated: readonly string[]
  readonly authors: readonly RawPerson[]
  readonly summary: RawText | null
  readonly content: RawText | null
  readonly enclosures: readonly RawEnclosure[]
  readonly image: string | null
}

/** A feed as the document has it, whichever reader read it. */
export interface RawFeed {
  readonly format: FeedFormat
  readonly base: string | null
  readonly language: string | null
  readonly title: RawText | null
  readonly description: RawText | null
  readonly links: readonly RawLink[]
  readonly icon: string | null
  readonly authors: readonly RawPerson[]
  readonly ttl: string | null
  readonly skipHours: readonly string[]
  readonly skipDays: readonly string[]
  readonly updatePeriod: string | null
  readonly updateFrequency: string | null
  readonly items: readonly RawItem[]
}
