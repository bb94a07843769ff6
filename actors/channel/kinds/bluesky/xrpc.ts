import { readRetryAfter } from '@switchboard/kernel/conditional/freshness'
import type { OutboundRequest } from '@switchboard/kernel/outbound/guarded-fetch'
import type { Performed, World } from '../kind.ts'
import { membersOf, readJson, textOf, type JsonObject } from '../wire/json.ts'

/** What came of one call. `lost`: no answer, or one that nobody can read, so nobody knows whether it was done. */
export type XrpcReply =
  | { readonly kind: 'ok'; readonly body: JsonObject }
  | { readonly kind: 'refused'; readonly status: number; readonly error: string; readonly message: string }
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'lost'; readonly reason: string }
export type XrpcFailure = Exclude<XrpcReply, { kind: 'ok' }>

const TIMEOUT_MS = 20_000
const DEFAULT_WAIT_MS = 60_000

/** Calls a method of XRPC (https://atproto.com/specs/xrpc). @param token access token, or refresh token, or null */
export async function callXrpc(
  world: World,
  baseUrl: string,
  token: string | null,
  method: string,
  request: Omit<OutboundRequest, 'url'> = {},
): Promise<XrpcReply> {
  const headers = new Headers(request.headers)
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  const url = `${baseUrl}/xrpc/${method}`
  const result = await world.fetch({ ...request, url, headers }, { timeoutMs: TIMEOUT_MS })
  if (!result.ok) return { kind: 'lost', reason: result.error.message }
  const { status, headers: answered, body } = result.value
  if (status === 429) return { kind: 'limited', afterMs: waitOf(answered, world.now()) }
  const read = membersOf(readJson(body))
  if (status >= 200 && status < 300) return { kind: 'ok', body: read }
  const error = textOf(read['error']) ?? `status ${status}`
  if (status < 500) return { kind: 'refused', status, error, message: textOf(read['message']) ?? error }
  return { kind: 'lost', reason: `The server answered with status ${status}.` }
}

/** @returns a call of a procedure with this input. */
export function procedure(input: object): Omit<OutboundRequest, 'url'> {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) }
}

/** The session is over, and will be renewed: nothing was done, and nothing is wrong. */
export function isExpired(reply: XrpcFailure): boolean {
  return reply.kind === 'refused' && reply.error === 'ExpiredToken'
}

/** The server does not know us any more. */
export function isUnauthorised(reply: XrpcFailure): boolean {
  return (
    reply.kind === 'refused' && (reply.status === 401 || /^(InvalidToken|AccountTakedown)$/.test(reply.error))
  )
}

/** What became of an act that the server did not confirm. @param repeatable a second time changes nothing */
export function performedOf(reply: XrpcFailure, repeatable: boolean): Performed {
  if (isExpired(reply)) return { outcome: 'retry', reason: 'The session is being renewed.' }
  if (isUnauthorised(reply))
    return { outcome: 'unauthorised', reason: 'The server no longer accepts the session.' }
  switch (reply.kind) {
    case 'limited':
      return { outcome: 'retry', reason: 'The server asks for patience.', afterMs: reply.afterMs }
    case 'lost':
      return { outcome: repeatable ? 'retry' : 'unknown', reason: reply.reason }
    case 'refused':
      return { outcome: 'failed', reason: `The server refused it: ${reply.message.slice(0, 300)}.` }
  }
}

/** `RateLimit-Reset` is in seconds since the epoch (https://docs.bsky.app/docs/advanced-guides/rate-limits). */
function waitOf(headers: Headers, now: number): number {
  const reset = Number(headers.get('ratelimit-reset') ?? Number.NaN) * 1000
  if (reset > 0) return Math.max(reset - now, 1_000)
  const seconds = readRetryAfter(headers, now)
  return seconds === null ? DEFAULT_WAIT_MS : seconds * 1000
}
