import type { Email } from 'postal-mime'
import { resolveWebUrl } from '@switchboard/kernel/sanitise/urls'
import { clip } from '@switchboard/kernel/text/clip'
import { hasHeader, headerOf } from './headers.ts'
import { peopleIn } from './people.ts'

export interface Newsletter {
  /** What stays the same over its issues. */
  readonly list: string
  readonly name: string
  /** A feed, or a page that may lead to one. */
  readonly url: string
}

/**
 * Recognises a newsletter (RFC 2369, RFC 2919) and where its feed may be: a feed that the HTML names, the feed of a
 * known publisher, the archive, the sender's site. A list that people write to is none.
 */
export function newsletterOf(email: Email): Newsletter | null {
  const post = headerOf(email, 'list-post')
  const isDiscussion = post !== undefined && !/^\s*NO\b/i.test(post)
  if (!hasHeader(email, 'list-unsubscribe') || isDiscussion) return null
  const [from] = peopleIn(email.from)
  if (from === undefined) return null
  const list = /<([^<>\s]{1,250})>/.exec(headerOf(email, 'list-id') ?? '')?.[1] ?? from.address
  const url =
    namedFeed(email.html) ?? publisherFeed(list, from.address) ?? archive(email) ?? siteOf(from.address)
  return url === null ? null : { list: list.toLowerCase(), name: clip(from.name || from.address, 100), url }
}

/** `<link rel="alternate" type="application/rss+xml" href>` in the HTML, in any order of attributes. */
function namedFeed(html: string | undefined): string | null {
  for (const [tag] of (html ?? '').slice(0, 100_000).matchAll(/<(?:link|a)\s[^>]{1,1000}>/gi)) {
    const type = /\btype\s*=\s*["']?application\/(?:rss|atom|feed)\+(?:xml|json)/i.test(tag)
    const href = /\bhref\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1]
    if (type && href !== undefined) return resolveWebUrl(href.replaceAll('&amp;', '&'), null)
  }
  return null
}

function publisherFeed(list: string, address: string): string | null {
  const substack = /(?:^|[.@])([a-z0-9-]+)(?:@|\.)substack\.com$/i
  const name = substack.exec(list)?.[1] ?? substack.exec(address)?.[1]
  if (name !== undefined && name !== 'no-reply') return `https://${name.toLowerCase()}.substack.com/feed`
  const buttondown = /^([a-z0-9-]+)@buttondown\.(?:email|com)$/i.exec(address)?.[1]
  return buttondown === undefined ? null : `https://buttondown.com/${buttondown}/rss`
}

function archive(email: Email): string | null {
  const found = /<(https?:[^<>\s]+)>/i.exec(headerOf(email, 'list-archive') ?? '')?.[1]
  return found === undefined ? null : resolveWebUrl(found, null)
}

const SUBDOMAIN = /^(?:e?mail|news|newsletters?|em|e|info|hello|send|mg|updates?)\./
/** Addresses of people and of services that send for others: their sites are not the newsletter's. */
const NO_SITE =
  /(?:^|\.)(?:gmail|googlemail|outlook|hotmail|yahoo|icloud|gmx|proton|protonmail|mailchimpapp|mcsv|sendgrid|beehiiv|convertkit|kit|mailerlite|amazonses)\.[a-z.]+$/

function siteOf(address: string): string | null {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return NO_SITE.test(domain) ? null : resolveWebUrl(`https://${domain.replace(SUBDOMAIN, '')}/`, null)
}
