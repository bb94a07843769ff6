import { readRetryAfter } from '@switchboard/kernel/conditional/freshness'
import type { OutboundRequest } from '@switchboard/kernel/outbound/guarded-fetch'
import type { World } from '../kind.ts'
import { membersOf, readJson, textOf } from '../wire/json.ts'
import type { MastodonAccount } from './account.ts'

/** What came of one call. `lost`: no answer, or one that nobody can read, so nobody knows whether it was done. */
export type MastodonReply =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly error: string }
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'lost'; readonly reason: string }

const TIMEOUT_MS = 20_000
/** All limits of Mastodon are over five minutes or more. */
const DEFAULT_WAIT_MS = 60_000

/** Calls the instance's API; GET unless the request says otherwise. @param path with its query, from the root on */
export async function callMastodon(
  world: World,
  { secrets, state }: Pick<MastodonAccount, 'secrets'> & { readonly state: { readonly baseUrl: string } },
  path: string,
  request: Omit<OutboundRequest, 'url'> = {},
): Promise<MastodonReply> {
  const headers = new Headers(request.headers)
  headers.set('authorization', `Bearer ${secrets.accessToken}`)
  const url = `${state.baseUrl}${path}`
  const result = await world.fetch({ ...request, url, headers }, { timeoutMs: TIMEOUT_MS })
  if (!result.ok) return { kind: 'lost', reason: result.error.message }
  const { status, headers: answered, body } = result.value
  if (status === 429) return { kind: 'limited', afterMs: waitOf(answered, world.now()) }
  const read = readJson(body)
  if (status >= 200 && status < 300 && read !== undefined) return { kind: 'ok', status, body: read }
  if (status >= 400 && status < 500)
    return { kind: 'refused', status, error: textOf(membersOf(read)['error']) ?? `status ${status}` }
  return {
    kind: 'lost',
    reason: `The instance answered with status ${status} and nothing that could be read.`,
  }
}

/** @returns the request with these fields as JSON. */
export function jsonRequest(method: string, fields: object): Omit<OutboundRequest, 'url'> {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) }
}

/** `X-RateLimit-Reset` is a time (https://docs.joinmastodon.org/api/rate-limits/). */
function waitOf(headers: Headers, now: number): number {
  const reset = Date.parse(headers.get('x-ratelimit-reset') ?? '')
  if (!Number.isNaN(reset)) return Math.max(reset - now, 1_000)
  const seconds = readRetryAfter(headers, now)
  return seconds === null ? DEFAULT_WAIT_MS : seconds * 1000
}
