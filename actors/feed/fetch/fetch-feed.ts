import { conditionalHeaders, readValidators } from '@switchboard/kernel/conditional/validators'
import type { Validators } from '@switchboard/kernel/conditional/validators'
import { readFreshness, readRetryAfter } from '@switchboard/kernel/conditional/freshness'
import type { OutboundResponse, OutboundResult } from '@switchboard/kernel/outbound/guarded-fetch'
import type { ErrorCode } from '@switchboard/shared-types/errors'
import { fetchFailure, statusFailure } from './failures.ts'

export interface FeedRequest {
  readonly url: string
  readonly validators: Validators
  /** SHA-256 of the body read last, as hex; null before the first. */
  readonly bodyHash: string | null
  readonly userAgent: string
}

/** What every answer tells about when to come back. */
export interface Pace {
  readonly maxAgeSeconds: number | null
  readonly retryAfterSeconds: number | null
}

interface Answered {
  readonly status: number
  readonly bytes: number
  readonly pace: Pace
  /** Where the feed now lives, when the server says it has moved for good. */
  readonly movedTo: string | null
}

export interface Unchanged extends Answered {
  readonly kind: 'unchanged'
}

export interface Changed extends Answered {
  readonly kind: 'changed'
  readonly body: Uint8Array
  readonly bodyHash: string
  readonly contentType: string | null
  /** The address that answered; relative addresses in the feed start from it. */
  readonly url: string
  readonly validators: Validators
}

export interface Failed {
  readonly kind: 'failed'
  readonly status: number | null
  readonly code: ErrorCode
  readonly message: string
  readonly bytes: number
  readonly pace: Pace
}

export type FetchOutcome = Unchanged | Changed | Failed

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5'

/**
 * Asks for a feed, conditionally where the server can answer so.
 * @param send the guarded fetch
 */
export async function fetchFeed(
  request: FeedRequest,
  send: (request: { url: string; headers: Record<string, string> }) => Promise<OutboundResult>,
): Promise<FetchOutcome> {
  const headers = {
    accept: ACCEPT,
    'user-agent': request.userAgent,
    ...conditionalHeaders(request.validators),
  }
  const result = await send({ url: request.url, headers })
  return result.ok ? await readAnswer(request, result.value) : fetchFailure(result.error)
}

async function readAnswer(request: FeedRequest, response: OutboundResponse): Promise<FetchOutcome> {
  const now = Date.now()
  const pace: Pace = {
    maxAgeSeconds: readFreshness(response.headers, now).maxAgeSeconds,
    retryAfterSeconds: readRetryAfter(response.headers, now),
  }
  const answered: Answered = {
    status: response.status,
    bytes: response.body.byteLength,
    pace,
    movedTo: response.permanentUrl,
  }
  if (response.status === 304) return { kind: 'unchanged', ...answered }
  if (response.status !== 200) return statusFailure(answered)
  const validators = readValidators(response.headers)
  const bodyHash = await sha256(response.body)
  if (bodyHash === request.bodyHash && sameValidators(validators, request.validators)) {
    return { kind: 'unchanged', ...answered }
  }
  const contentType = response.headers.get('content-type')
  return {
    kind: 'changed',
    ...answered,
    body: response.body,
    bodyHash,
    contentType,
    url: response.url,
    validators,
  }
}

function sameValidators(a: Validators, b: Validators): boolean {
  return a.etag === b.etag && a.lastModified === b.lastModified
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).toHex()
}
