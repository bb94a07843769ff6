import { err, ok } from './result.ts'
import type { Result } from './result.ts'

const MAX_LENGTH = 2048
const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const HOST_AND_PORT = /^[^/?#@]+:\d+(?:[/?#]|$)/

/**
 * The one spelling of a feed's address, so that two people who follow the same feed share one actor. It never changes
 * what the address means: host and scheme fold as the WHATWG URL Standard has it, and beyond that only the fragment,
 * a trailing dot of the host, `feed:` schemes and `utm_` parameters go.
 * @param input what a person typed or a document named: `example.org`, `feed://example.org/rss`, `rsshub://github/issue`
 */
export function canonicalFeedUrl(input: string): Result<string, 'feed.bad_url'> {
  const route = readRsshubRoute(input.trim())
  if (route !== null) return ok(`rsshub://${route}`)
  const url = readUrl(input.trim())
  if (url === null) return err('feed.bad_url', 'This is not an address of a web page or feed.')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return err('feed.bad_url', 'Only http, https and rsshub addresses can be followed.')
  }
  if (url.username !== '' || url.password !== '') {
    return err('feed.bad_url', 'An address with a user name or password in it can not be followed.')
  }
  url.hash = ''
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '')
  const search = withoutTracking(url.search)
  if (search !== url.search) url.search = search
  // Escapes lengthen an address; what is stored must pass here again.
  return url.href.length > MAX_LENGTH ? err('feed.bad_url', 'This address is too long.') : ok(url.href)
}

/** Works on the text: URLSearchParams would spell the other parameters anew, and signed addresses break by that. */
function withoutTracking(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((parameter) => !/^utm_/i.test(parameter))
  return kept.length === 0 || search === '' ? '' : `?${kept.join('&')}`
}

/** A route is a path with a query below an instance that is not known here. */
function readRsshubRoute(input: string): string | null {
  const written = /^rsshub:\/*(\S+)$/i.exec(input)?.[1]
  const url =
    written === undefined || input.length > MAX_LENGTH ? null : URL.parse(`https://rsshub.invalid/${written}`)
  const route = url === null ? '' : `${url.pathname}${url.search}`.replace(/^\/+/, '')
  // Escapes lengthen a route; what is stored must pass here again.
  return route === '' || route.length + 'rsshub://'.length > MAX_LENGTH ? null : route
}

function readUrl(input: string): URL | null {
  if (input === '' || input.length > MAX_LENGTH || /\s/.test(input)) return null
  const address = input.replace(/^feed:\/\//i, 'http://').replace(/^feed:(?=https?:)/i, '')
  const hasScheme = SCHEME.test(address) && !HOST_AND_PORT.test(address)
  const url = URL.parse(hasScheme ? address : `https://${address}`)
  return url?.hostname ? url : null
}
