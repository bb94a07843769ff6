import type { OutboundRequest } from '@switchboard/kernel/outbound/guarded-fetch'
import type { World } from '../kind.ts'
import { elementsOf, membersOf, readJson, textOf, type JsonObject } from '../wire/json.ts'
import type { XAccount } from './account.ts'

/**
 * What came of one call. `limited`: not now, X did not do it; `lost`: no answer, or none that says what was done, so
 * nobody knows.
 */
export type XReply =
  | { readonly kind: 'ok'; readonly body: JsonObject }
  | { readonly kind: 'refused'; readonly status: number; readonly detail: string }
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'lost'; readonly reason: string }

export interface XAccess {
  readonly baseUrl: string
  /** The whole header; null for a public client's calls of OAuth. */
  readonly authorization: string | null
}

const TIMEOUT_MS = 20_000
/** The window of nearly all limits. */
const WINDOW_MS = 15 * 60_000

/** @returns the account's own access; null until the person has allowed it. */
export function accessOf({ secrets, state }: Pick<XAccount, 'secrets' | 'state'>): XAccess | null {
  if (secrets.token === null) return null
  return { baseUrl: state.baseUrl, authorization: `Bearer ${secrets.token.value}` }
}

/** Calls the API of X, version 2; GET unless the request says otherwise. @param path with its query, from the root on */
export async function callX(
  world: World,
  { baseUrl, authorization }: XAccess,
  path: string,
  request: Omit<OutboundRequest, 'url'> = {},
  timeoutMs = TIMEOUT_MS,
): Promise<XReply> {
  const headers = new Headers(request.headers)
  if (authorization !== null) headers.set('authorization', authorization)
  const url = `${baseUrl}${path}`
  const result = await world.fetch({ ...request, url, headers }, { timeoutMs })
  if (!result.ok) return { kind: 'lost', reason: result.error.message }
  const { status, headers: answered, body } = result.value
  if (status === 429) return { kind: 'limited', afterMs: waitOf(answered, world.now()) }
  if (status === 204) return { kind: 'ok', body: {} }
  const read = readJson(body)
  if (status >= 200 && status < 300 && read !== undefined) return { kind: 'ok', body: membersOf(read) }
  if (status >= 400 && status < 500)
    return { kind: 'refused', status, detail: detailOf(status, membersOf(read)) }
  return { kind: 'lost', reason: `X answered with status ${status} and nothing that says what was done.` }
}

/** @returns the request with these fields as JSON. */
export function jsonRequest(fields: object): Omit<OutboundRequest, 'url'> {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) }
}

/** https://docs.x.com/x-api/fundamentals/response-codes-and-errors; OAuth says it in its own words (RFC 6749, 5.2). */
function detailOf(status: number, body: JsonObject): string {
  const first = membersOf(elementsOf(body['errors'])[0])
  const said = [body['detail'], body['error_description'], first['message'], body['title'], body['error']]
  const detail = said.map(textOf).find((one) => one !== null) ?? `status ${status}`
  return detail.slice(0, 300).replace(/\.$/, '')
}

/**
 * Resets are times in seconds. The limits of a day come along with those of a quarter of an hour, and count where they
 * are used up. Source: https://docs.x.com/x-api/fundamentals/rate-limits
 */
function waitOf(headers: Headers, now: number): number {
  const daily = ['x-app-limit-24hour', 'x-user-limit-24hour'].filter(
    (name) => headers.get(`${name}-remaining`) === '0',
  )
  const resets = ['x-rate-limit', ...daily]
    .map((name) => Number(headers.get(`${name}-reset`) ?? Number.NaN) * 1000)
    .filter((reset) => Number.isFinite(reset) && reset > 0)
  return resets.length === 0 ? WINDOW_MS : Math.max(...resets.map((reset) => reset - now), 1_000)
}
