import type { ErrorCode } from '@switchboard/shared-types/errors'

/** What can be wrong with an address or the feed behind it. */
export const FEED_PROBLEMS = [
  'feed.bad_url',
  'feed.blocked_address',
  'feed.not_a_feed',
  'feed.no_feed_found',
  'feed.empty',
  'feed.too_large',
  'feed.too_many_redirects',
  'feed.redirect_loop',
  'feed.insecure_redirect',
  'feed.unauthorized',
  'feed.forbidden',
  'feed.missing',
  'feed.gone',
  'feed.rate_limited',
  'feed.server_error',
  'feed.bad_status',
  'feed.unreachable',
  'feed.timeout',
] as const satisfies readonly ErrorCode[]
