import type { OutboundErrorCode } from '@switchboard/kernel/outbound/errors'
import type { ErrorCode } from '@switchboard/shared-types/errors'
import type { Failure } from '@switchboard/shared-types/result'
import type { Failed, Pace } from './fetch-feed.ts'

const OUTBOUND: Readonly<Record<OutboundErrorCode, ErrorCode>> = {
  'outbound.bad_url': 'feed.bad_url',
  'outbound.bad_scheme': 'feed.bad_url',
  'outbound.bad_port': 'feed.bad_url',
  'outbound.credentials_in_url': 'feed.bad_url',
  'outbound.blocked_address': 'feed.blocked_address',
  'outbound.too_many_redirects': 'feed.too_many_redirects',
  'outbound.redirect_loop': 'feed.redirect_loop',
  'outbound.insecure_redirect': 'feed.insecure_redirect',
  'outbound.too_large': 'feed.too_large',
  'outbound.timeout': 'feed.timeout',
  'outbound.unreachable': 'feed.unreachable',
}

/** No answer came. */
export function fetchFailure(error: Failure<OutboundErrorCode>): Failed {
  return {
    kind: 'failed',
    status: null,
    code: OUTBOUND[error.code],
    message: error.message,
    bytes: 0,
    pace: { maxAgeSeconds: null, retryAfterSeconds: null },
  }
}

/** An answer came that is neither the feed nor "unchanged". */
export function statusFailure(answered: { status: number; bytes: number; pace: Pace }): Failed {
  const [code, message] = describeStatus(answered.status)
  return { kind: 'failed', code, message, ...answered }
}

function describeStatus(status: number): [ErrorCode, string] {
  switch (status) {
    case 401:
      return ['feed.unauthorized', 'The server wants a user name and password for this address (401).']
    case 403:
      return ['feed.forbidden', 'The server refuses to show this address (403).']
    case 404:
      return ['feed.missing', 'The server knows nothing at this address (404).']
    case 410:
      return ['feed.gone', 'The publisher has ended this feed for good (410).']
    case 429:
      return ['feed.rate_limited', 'The server asks to be visited less often (429).']
  }
  if (status >= 500) return ['feed.server_error', `The server failed (${status}).`]
  return ['feed.bad_status', `The server gave an unexpected answer (${status}).`]
}
