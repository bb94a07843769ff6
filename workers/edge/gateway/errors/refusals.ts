import type { Failure } from '@switchboard/shared-types/result'

/** How one refusal reads in each vendor's own words. */
export interface RefusalShape {
  readonly status: number
  /** Where OpenAI's clients expect another status than Anthropic's. */
  readonly openaiStatus?: number
  readonly anthropic: string
  readonly openai: string
  readonly openaiCode: string | null
  /** False where trying again can not help; clients retry 429 and 5xx on their own otherwise. */
  readonly retry?: false
}

/**
 * Every way in which the gateway itself refuses a call. The statuses are chosen by what clients do with them: 401 and
 * 5xx are retried, 403 and 413 are not; a spent budget is a 429 with `x-should-retry: false`, which Claude Code shows
 * after one request.
 */
export const REFUSALS = {
  'call.malformed': shape(400, 'invalid_request_error', 'invalid_request_error', null),
  'call.unsupported': shape(400, 'invalid_request_error', 'invalid_request_error', 'unsupported_parameter'),
  'call.no_provider': shape(400, 'invalid_request_error', 'invalid_request_error', 'no_provider'),
  'call.invalid_token': shape(401, 'authentication_error', 'invalid_request_error', 'invalid_api_key', false),
  'call.scope': shape(403, 'permission_error', 'invalid_request_error', 'insufficient_permissions'),
  'call.no_route': shape(404, 'not_found_error', 'invalid_request_error', 'model_not_found'),
  'call.too_large': shape(413, 'request_too_large', 'invalid_request_error', 'request_too_large'),
  'call.rate_limited': shape(429, 'rate_limit_error', 'requests', 'rate_limit_exceeded'),
  'call.budget_spent': shape(429, 'rate_limit_error', 'insufficient_quota', 'insufficient_quota', false),
  'call.internal': shape(500, 'api_error', 'server_error', null),
  'call.upstream_failed': shape(502, 'api_error', 'server_error', 'upstream_failed'),
  'call.unavailable': shape(503, 'api_error', 'server_error', 'unavailable'),
  'call.timeout': shape(504, 'timeout_error', 'server_error', 'timeout'),
  'call.overloaded': { ...shape(529, 'overloaded_error', 'server_error', 'overloaded'), openaiStatus: 503 },
} as const satisfies Readonly<Record<string, RefusalShape>>

export type RefusalCode = keyof typeof REFUSALS

/** `details`: `retryAfter` in seconds, `param` the field that the client must change. */
export type Refusal = Failure<RefusalCode>

function shape(
  status: number,
  anthropic: string,
  openai: string,
  openaiCode: string | null,
  retry?: false,
): RefusalShape {
  return { status, anthropic, openai, openaiCode, ...(retry === false ? { retry } : {}) }
}
