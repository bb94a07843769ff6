import { err, ok, type Result } from '@switchboard/shared-types/result'
import { isBlockedHost } from './address.ts'
import type { OutboundErrorCode } from './errors.ts'
import type { OutboundPolicy } from './policy.ts'
import { BLOCKED_PORTS } from './special-use.ts'

/**
 * Parses an address and decides whether a request may go there. Run before the first request and after each redirect.
 * Messages name the host only: paths and queries of private feeds carry secrets.
 *
 * @param base what a relative redirect target is relative to
 * @returns the URL without its fragment, which is never sent
 */
export function checkTarget(
  address: string,
  policy: OutboundPolicy,
  base?: URL,
): Result<URL, OutboundErrorCode> {
  const url = URL.parse(address, base?.href)
  if (url === null) return err('outbound.bad_url', 'This is not a valid web address.')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return err('outbound.bad_scheme', `Only http and https addresses are fetched, not "${url.protocol}".`)
  }
  if (url.username !== '' || url.password !== '') {
    return err('outbound.credentials_in_url', 'An address must not carry a user name or a password.')
  }
  if (!isWellFormedHost(url.hostname))
    return err('outbound.bad_url', 'The host of this address is not valid.')
  if (BLOCKED_PORTS.has(Number(url.port))) {
    return err('outbound.bad_port', `Port ${url.port} belongs to another protocol and is not fetched.`)
  }
  if (isBlockedHost(url.hostname, policy)) {
    return err(
      'outbound.blocked_address',
      `${url.hostname} is not on the public internet, so it is not fetched.`,
    )
  }
  url.hash = ''
  return ok(url)
}

/** Resolvers disagree on empty labels ("127.0.0.1..", "localhost..") and over-long names, so they are refused. */
function isWellFormedHost(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.')
  return (
    host.length <= 254 &&
    labels.every((label) => label.length > 0 && (label.length <= 63 || host.startsWith('[')))
  )
}
