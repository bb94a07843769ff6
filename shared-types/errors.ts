import * as z from 'zod'

/**
 * Every error code of the public API with its HTTP status. `ours: true` marks what is reported as a fault of the
 * house; everything else is the caller's or the world's.
 */
export const ERROR_STATUS = {
  'request.invalid': 400,
  'request.not_json': 400,
  'request.too_large': 413,
  'request.unsupported_media_type': 415,
  'request.forbidden_origin': 403,
  'route.not_found': 404,
  'route.method_not_allowed': 405,
  'route.upgrade_required': 426,
  'auth.required': 401,
  'auth.invalid_credentials': 401,
  'auth.suspended': 403,
  'auth.forbidden': 403,
  'auth.rate_limited': 429,
  'auth.email_taken': 409,
  'auth.weak_password': 400,
  'auth.registration_closed': 403,
  'auth.invitation_invalid': 403,
  'person.not_found': 404,
  'person.last_admin': 409,
  'session.not_found': 404,
  'subscription.not_found': 404,
  'subscription.exists': 409,
  'subscription.too_many': 409,
  'folder.not_found': 404,
  'entry.not_found': 404,
  'cursor.invalid': 400,
  'import.not_found': 404,
  'opml.malformed': 400,
  'opml.too_large': 413,
  'feed.bad_url': 400,
  'feed.blocked_address': 403,
  'feed.not_a_feed': 422,
  'feed.html_page': 422,
  'feed.no_feed_found': 422,
  'feed.empty': 422,
  'feed.too_large': 422,
  'feed.too_many_redirects': 422,
  'feed.redirect_loop': 422,
  'feed.insecure_redirect': 422,
  'feed.unauthorized': 422,
  'feed.forbidden': 422,
  'feed.missing': 422,
  'feed.gone': 422,
  'feed.rate_limited': 422,
  'feed.server_error': 422,
  'feed.bad_status': 422,
  'feed.unreachable': 422,
  'feed.timeout': 422,
  'feed.unknown': 404,
  'dead_letter.not_found': 404,
  'actor.misrouted': 500,
  'actor.unavailable': 503,
  internal: 500,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

/** The one envelope of every failed API call. */
export const ErrorEnvelope = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
    details: z.unknown().optional(),
  }),
})
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>
