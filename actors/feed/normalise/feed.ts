import type { RawFeed } from '../parse/raw.ts'
import type { FeedInfo } from '../types.ts'
import { toHints } from './hints.ts'
import { resolveBase, type FeedContext } from './item.ts'
import { pickAlternate, resolveLink } from './links.ts'
import { toPlainText, toPlainValue } from './text.ts'

const MAX_DESCRIPTION = 1000

export interface NormalFeed {
  readonly info: FeedInfo
  readonly context: FeedContext
}

/**
 * A feed's own description with everything resolved, and what its items need of it.
 *
 * @param url where the feed was fetched from
 * @param latest dates after this instant count as absent; ISO 8601, null for no bound
 */
export function normaliseFeed(raw: RawFeed, url: string | null, latest: string | null): NormalFeed {
  const declared = resolveBase(raw.base, url)
  const link = pickAlternate(raw.links, declared)
  const language = toPlainValue(raw.language)
  // Relative addresses: xml:base, else the feed's page, else the feed itself.
  const base = raw.base === null ? (link ?? url) : declared
  const description = toPlainText(raw.description, MAX_DESCRIPTION)
  const title = toPlainText(raw.title)
  return {
    info: {
      format: raw.format,
      title: title === '' ? null : title,
      description: description === '' ? null : description,
      link,
      icon: resolveLink(raw.icon, base),
      language,
      hints: toHints(raw),
    },
    context: { base, declaresBase: raw.base !== null, language, authors: inheritedAuthors(raw), latest },
  }
}

/** RFC 4287, section 4.2.1, and JSON Feed 1.1: the feed's authors wrote the items that name none. */
function inheritedAuthors(raw: RawFeed): RawFeed['authors'] {
  return raw.format === 'atom' || raw.format === 'json' ? raw.authors : []
}
