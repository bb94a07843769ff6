import { err, ok, type Result } from '@switchboard/shared-types/result'
import { discardBody, readBody } from './body.ts'
import { DeadlineExceeded, withDeadline } from './deadline.ts'
import type { OutboundErrorCode } from './errors.ts'
import { flightKey } from './flight-key.ts'
import { requestHeaders } from './headers.ts'
import { tightenLimits, type OutboundLimits } from './limits.ts'
import type { OutboundPolicy } from './policy.ts'
import {
  followRedirect,
  permanentTarget,
  redirectLocation,
  type FollowedRedirect,
  type Hop,
} from './redirect.ts'
import { SingleFlight } from './single-flight.ts'
import { checkTarget } from './target.ts'

export interface OutboundRequest {
  readonly url: string
  /** GET unless said otherwise. */
  readonly method?: string
  readonly headers?: HeadersInit
  readonly body?: Uint8Array | string
}

export interface OutboundResponse {
  readonly status: number
  readonly headers: Headers
  /** Where the answer came from, after redirects. */
  readonly url: string
  readonly redirects: readonly FollowedRedirect[]
  /** Where the resource has moved for good: the target of the leading run of 301 and 308 hops. */
  readonly permanentUrl: string | null
  /** Decompressed. */
  readonly body: Uint8Array
}

export type OutboundResult = Result<OutboundResponse, OutboundErrorCode>

export interface OutboundOptions {
  /** The runtime's fetch, or the outside world of a test. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly policy: OutboundPolicy
  readonly limits?: Partial<OutboundLimits>
  /** Where given, identical concurrent GETs of one actor share one request: see `outboundFlights`. */
  readonly flights?: SingleFlight<OutboundResult>
}

/**
 * The one way to the outside world. Only http and https; no address that is private or special in any notation, before
 * the first request and after each redirect; bounded bytes, time and redirects; credentials stay with their origin.
 *
 * Names are checked by their spelling. That a public name does not resolve to a private address is ensured behind this
 * guard, by the runtime's network at connect time (see `isBlockedHost`); such a refusal reads `outbound.unreachable`.
 *
 * @returns the answer with any HTTP status, or why there is none; throws only for a header that no request can have
 */
export async function guardedFetch(
  request: OutboundRequest,
  options: OutboundOptions,
): Promise<OutboundResult> {
  const target = checkTarget(request.url, options.policy)
  if (!target.ok) return target
  const limits = tightenLimits(options.limits)
  const first: Hop = {
    url: target.value,
    method: (request.method ?? 'GET').toUpperCase(),
    headers: requestHeaders(request.headers),
    body: request.body ?? null,
  }
  const run = (): Promise<OutboundResult> => runWithinTime(first, limits, options)
  if (options.flights === undefined || first.method !== 'GET') return run()
  return options.flights.run(await flightKey(first, limits), run)
}

/** The flights of one actor: one instance each, never shared between actors. */
export function outboundFlights(): SingleFlight<OutboundResult> {
  return new SingleFlight(copyResult)
}

async function runWithinTime(
  first: Hop,
  limits: OutboundLimits,
  options: OutboundOptions,
): Promise<OutboundResult> {
  try {
    return await withDeadline(limits.timeoutMs, (signal) => followChain(first, limits, options, signal))
  } catch (error) {
    const host = first.url.host
    if (error instanceof DeadlineExceeded) {
      return err(
        'outbound.timeout',
        `${host} did not answer in full within ${limits.timeoutMs / 1000} seconds.`,
      )
    }
    return err('outbound.unreachable', `${host} could not be reached.`, { reason: reasonOf(error) })
  }
}

async function followChain(
  first: Hop,
  limits: OutboundLimits,
  { fetch, policy }: OutboundOptions,
  signal: AbortSignal,
): Promise<OutboundResult> {
  const redirects: FollowedRedirect[] = []
  const visited = new Set<string>()
  let hop = first
  for (;;) {
    visited.add(visitOf(hop))
    const response = await send(hop, fetch, signal)
    const location = redirectLocation(response)
    if (location === null) return readAnswer(response, hop, redirects, limits, signal)
    discardBody(response)
    const next = followRedirect(hop, response.status, location, policy)
    if (!next.ok) return next
    if (visited.has(visitOf(next.value))) {
      return err('outbound.redirect_loop', `${first.url.host} redirects in a circle.`)
    }
    if (redirects.length >= limits.maxRedirects) {
      return err(
        'outbound.too_many_redirects',
        `${first.url.host} redirects more than ${limits.maxRedirects} times.`,
      )
    }
    redirects.push({ status: response.status, from: hop.url.href, to: next.value.url.href })
    hop = next.value
  }
}

/**
 * A connection that was kept open may be closed by the server just when it is used again, so a GET that got no answer
 * is sent once more (RFC 9110, 9.2.2). Seen with workerd and a server that closes idle connections after five seconds.
 */
async function send(hop: Hop, fetch: OutboundOptions['fetch'], signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(hop.url.href, requestInit(hop, signal))
  } catch (error) {
    if (hop.method !== 'GET' || signal.aborted) throw error
    return await fetch(hop.url.href, requestInit(hop, signal))
  }
}

async function readAnswer(
  response: Response,
  hop: Hop,
  redirects: readonly FollowedRedirect[],
  limits: OutboundLimits,
  signal: AbortSignal,
): Promise<OutboundResult> {
  const body = await readBody(response, limits.maxBytes, signal)
  if (body === null) {
    return err('outbound.too_large', `${hop.url.host} sent more than ${limits.maxBytes} bytes.`)
  }
  const { status, headers } = response
  return ok({ status, headers, url: hop.url.href, redirects, permanentUrl: permanentTarget(redirects), body })
}

function requestInit({ method, headers, body }: Hop, signal: AbortSignal): RequestInit {
  return { method, headers, redirect: 'manual', signal, ...(body === null ? {} : { body }) }
}

function visitOf(hop: Hop): string {
  return `${hop.method} ${hop.url.href}`
}

function copyResult(result: OutboundResult): OutboundResult {
  if (!result.ok) return result
  return ok({ ...result.value, headers: new Headers(result.value.headers), body: result.value.body.slice() })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'unknown'
}
