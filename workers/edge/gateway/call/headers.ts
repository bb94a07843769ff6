import type { Attempt } from '@switchboard/shared-types/contracts/lease'
import { REQUEST_ID_HEADER } from '../protocols/protocol.ts'
import type { Protocol } from '../protocols/protocol.ts'

/** The request's id as the ledger has it, whatever the provider calls it. */
export const OWN_REQUEST_ID = 'x-switchboard-request-id'

/** RFC 9110, 7.6.1, and what belongs to the bytes of one connection. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
]

/** Who the client is, where it comes from and how it reached this house is none of the provider's business. */
const OURS: ReadonlySet<string> = new Set([
  ...HOP_BY_HOP,
  'authorization',
  'x-api-key',
  'cookie',
  'host',
  'expect',
  'origin',
  'referer',
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
  'true-client-ip',
  'cdn-loop',
  // Usage is read from the bytes, so they must come as they are.
  'accept-encoding',
])
const OUR_PREFIX = /^(?:cf-|sec-|x-switchboard-)/

/** What a provider says about its own connection, host and caches must not be said of this one. */
const THEIRS: ReadonlySet<string> = new Set([
  ...HOP_BY_HOP,
  'set-cookie',
  'content-encoding',
  'alt-svc',
  'strict-transport-security',
  'nel',
  'report-to',
  'location',
])
const THEIR_PREFIX = /^access-control-/

/** Tell a client when to try again, in any vendor's words. */
const RETRY = ['retry-after', 'retry-after-ms', 'x-should-retry']

/** What Anthropic demands of every request. */
const ANTHROPIC_VERSION = '2023-06-01'

/**
 * @param sent as they came from the client
 * @returns all that the client sent, unknown names included, without what is ours, and with what authorises the attempt
 */
export function passOn(sent: Headers, attempt: Attempt): Headers {
  return authorise(without(sent, OURS, OUR_PREFIX), attempt)
}

/** @returns the headers of a request that was translated: another vendor's would mean nothing to the provider */
export function writeAnew(attempt: Attempt): Headers {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (attempt.protocol === 'anthropic-messages') headers.set('anthropic-version', ANTHROPIC_VERSION)
  return authorise(headers, attempt)
}

function authorise(headers: Headers, attempt: Attempt): Headers {
  for (const [name, value] of Object.entries(attempt.headers)) headers.set(name, value)
  headers.set('accept-encoding', 'identity')
  return headers
}

/** One pass over what is there costs a fraction of asking for everything that might be. */
function without(given: Headers, names: ReadonlySet<string>, prefix: RegExp): Headers {
  const kept = new Headers()
  const listed = listedIn(given.get('connection'))
  for (const [name, value] of given) {
    if (!names.has(name) && !prefix.test(name) && !listed.includes(name)) kept.append(name, value)
  }
  return kept
}

/** `Connection` may name more headers that end here. */
function listedIn(connection: string | null): string[] {
  return connection === null ? [] : connection.split(',').map((name) => name.trim().toLowerCase())
}

/** @returns the provider's headers as its client may have them, with our id beside the provider's own */
export function passBack(given: Headers, protocol: Protocol, requestId: string): Headers {
  const headers = without(given, THEIRS, THEIR_PREFIX)
  if (!headers.has(REQUEST_ID_HEADER[protocol])) headers.set(REQUEST_ID_HEADER[protocol], requestId)
  headers.set(OWN_REQUEST_ID, requestId)
  return headers
}

/** @returns the headers of an answer that was translated, or made here */
export function ownHeaders(protocol: Protocol, requestId: string, contentType: string): Headers {
  return new Headers({
    'content-type': contentType,
    [REQUEST_ID_HEADER[protocol]]: requestId,
    [OWN_REQUEST_ID]: requestId,
  })
}

/** Tells the client of a translated error when to try again, as the provider said it. */
export function copyRetry(from: Headers, to: Headers): void {
  for (const name of RETRY) {
    const value = from.get(name)
    if (value !== null) to.set(name, value)
  }
}

/** @returns how long the provider wants to be left alone, in seconds; null where it does not say */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const ms = headers.get('retry-after-ms')
  if (ms !== null && Number.isFinite(Number(ms))) return Math.max(0, Math.ceil(Number(ms) / 1000))
  const value = headers.get('retry-after')
  if (value === null) return null
  const seconds = Number.isFinite(Number(value)) ? Number(value) : (Date.parse(value) - now) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null
}
