import { err, ok, type Result } from '@switchboard/shared-types/result'
import type { OutboundErrorCode } from './errors.ts'
import { carriesCredentials, withoutContent, withoutCredentials } from './headers.ts'
import type { OutboundPolicy } from './policy.ts'
import { checkTarget } from './target.ts'

/** One request of a chain, as it goes over the wire. */
export interface Hop {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly body: Uint8Array | string | null
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PERMANENT = new Set([301, 308])

/** A redirect that was followed. */
export interface FollowedRedirect {
  readonly status: number
  readonly from: string
  readonly to: string
}

/** The target a response sends us to, or null where the response is the answer itself. */
export function redirectLocation(response: Response): string | null {
  return REDIRECTS.has(response.status) ? response.headers.get('location') : null
}

/**
 * Builds the next request of a chain: method and body as https://fetch.spec.whatwg.org/#http-redirect-fetch has it,
 * the target checked like a first one, credentials left behind on a change of origin, and never taken from https to
 * http. A body counts as a credential there: token requests carry their secret in it.
 */
export function followRedirect(
  hop: Hop,
  status: number,
  location: string,
  policy: OutboundPolicy,
): Result<Hop, OutboundErrorCode> {
  const target = checkTarget(location, policy, hop.url)
  if (!target.ok) return target
  const url = target.value
  const downgraded = hop.url.protocol === 'https:' && url.protocol === 'http:'
  if (downgraded && (hop.body !== null || carriesCredentials(hop.headers))) {
    return err(
      'outbound.insecure_redirect',
      `${hop.url.host} redirects a request with credentials to plain http.`,
    )
  }
  const headers = url.origin === hop.url.origin ? hop.headers : withoutCredentials(hop.headers)
  if (!becomesGet(hop.method, status)) return ok({ ...hop, url, headers })
  return ok({ url, method: 'GET', headers: withoutContent(headers), body: null })
}

/**
 * Where the resource has moved for good: the target of the leading run of 301 and 308 hops, null where the first hop
 * is temporary (RFC 9110, 15.4).
 */
export function permanentTarget(redirects: readonly FollowedRedirect[]): string | null {
  const firstTemporary = redirects.findIndex(({ status }) => !PERMANENT.has(status))
  const permanent = firstTemporary === -1 ? redirects : redirects.slice(0, firstTemporary)
  return permanent.at(-1)?.to ?? null
}

function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD'
  return (status === 301 || status === 302) && method === 'POST'
}
