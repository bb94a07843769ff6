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

/** Headers by their names in small letters; a name that came several times has its values in one, as RFC 9110, 5.3 has it. */
export type HeaderFields = Record<string, string>

/** One call into the runtime for all of them: each look into `Headers` costs as much as many into this. */
export function fieldsOf(headers: Headers): HeaderFields {
  const fields: HeaderFields = {}
  headers.forEach((value, name) => {
    fields[name] = value
  })
  return fields
}

/**
 * @param sent as they came from the client
 * @returns all that the client sent, unknown names included, without what is ours, and with what authorises the attempt
 */
export function passOn(sent: Readonly<HeaderFields>, attempt: Attempt): HeaderFields {
  return authorise(without(sent, OURS, OUR_PREFIX), attempt)
}

/** @returns the headers of a request that was translated: another vendor's would mean nothing to the provider */
export function writeAnew(attempt: Attempt): HeaderFields {
  const fields: HeaderFields = { 'content-type': 'application/json' }
  if (attempt.protocol === 'anthropic-messages') fields['anthropic-version'] = ANTHROPIC_VERSION
  return authorise(fields, attempt)
}

function authorise(fields: HeaderFields, attempt: Attempt): HeaderFields {
  for (const [name, value] of Object.entries(attempt.headers)) fields[name.toLowerCase()] = value
  fields['accept-encoding'] = 'identity'
  return fields
}

function without(given: Readonly<HeaderFields>, names: ReadonlySet<string>, prefix: RegExp): HeaderFields {
  const kept: HeaderFields = {}
  const listed = listedIn(given['connection'])
  for (const [name, value] of Object.entries(given)) {
    if (!names.has(name) && !prefix.test(name) && !listed.includes(name)) kept[name] = value
  }
  return kept
}

/** `Connection` may name more headers that end here. */
function listedIn(connection: string | undefined): string[] {
  return connection === undefined ? [] : connection.split(',').map((name) => name.trim().toLowerCase())
}

/** @returns the provider's headers as its client may have them, with our id beside the provider's own */
export function passBack(given: Readonly<HeaderFields>, protocol: Protocol, requestId: string): HeaderFields {
  const fields = without(given, THEIRS, THEIR_PREFIX)
  fields[REQUEST_ID_HEADER[protocol]] ??= requestId
  fields[OWN_REQUEST_ID] = requestId
  return fields
}

/** @returns the headers of an answer that was translated, or made here */
export function ownHeaders(protocol: Protocol, requestId: string, contentType: string): HeaderFields {
  return {
    'content-type': contentType,
    [REQUEST_ID_HEADER[protocol]]: requestId,
    [OWN_REQUEST_ID]: requestId,
  }
}

/** Tells the client of a translated error when to try again, as the provider said it. */
export function copyRetry(from: Readonly<HeaderFields>, to: HeaderFields): void {
  for (const name of RETRY) {
    const value = from[name]
    if (value !== undefined) to[name] = value
  }
}

/** @returns how long the provider wants to be left alone, in seconds; null where it does not say */
export function retryAfterOf(fields: Readonly<HeaderFields>, now: number): number | null {
  const ms = Number(fields['retry-after-ms'])
  if (Number.isFinite(ms)) return Math.max(0, Math.ceil(ms / 1000))
  const value = fields['retry-after']
  if (value === undefined) return null
  const seconds = Number.isFinite(Number(value)) ? Number(value) : (Date.parse(value) - now) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null
}
