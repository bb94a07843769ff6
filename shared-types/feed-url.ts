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
  const url = readUrl(input.trim())
  if (url === null) return err('feed.bad_url', 'This is not an address of a web page or feed.')
  if (url.protocol === 'rsshub:')
    return ok(`rsshub://${url.href.slice('rsshub:'.length).replace(/^\/+/, '').split('#')[0] ?? ''}`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return err('feed.bad_url', 'Only http, https and rsshub addresses can be followed.')
  }
  if (url.username !== '' || url.password !== '') {
    return err('feed.bad_url', 'An address with a user name or password in it can not be followed.')
  }
  url.hash = ''
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '')
  const tracking = [...url.searchParams.keys()].filter((name) => name.toLowerCase().startsWith('utm_'))
  for (const name of tracking) url.searchParams.delete(name)
  return ok(url.href)
}

function readUrl(input: string): URL | null {
  if (input === '' || input.length > MAX_LENGTH || /\s/.test(input)) return null
  const address = input.replace(/^feed:\/\//i, 'http://').replace(/^feed:(?=https?:)/i, '')
  const hasScheme = SCHEME.test(address) && !HOST_AND_PORT.test(address)
  const url = URL.parse(hasScheme ? address : `https://${address}`)
  return url !== null && (url.hostname !== '' || url.protocol === 'rsshub:') ? url : null
}
