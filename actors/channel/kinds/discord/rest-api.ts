import * as z from 'zod'
import type { OutboundErrorCode } from '@switchboard/kernel/outbound/errors'
import type { OutboundRequest, OutboundResponse } from '@switchboard/kernel/outbound/guarded-fetch'
import type { Failure } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'
import { readJson } from '../wire/json.ts'
import { encodeForm } from '../wire/multipart.ts'

const TIMEOUT_MS = 20_000
/** What Discord asks of every client (https://discord.com/developers/docs/reference#user-agent). */
const USER_AGENT = 'DiscordBot (https://switchboard.invalid, 0.1)'

/** Where Discord is, and as whom it is called. */
export interface Access {
  readonly baseUrl: string
  /** The whole header. */
  readonly authorization: string
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Behind the base URL, with its query. */
  readonly path: string
  /** JSON, unless it is a form. */
  readonly body?: object | FormData | URLSearchParams
}

/**
 * `refused`: Discord did nothing. `lost`: no answer came, or one that says nothing of the call. `restMs`: the bucket is
 * used up for so long.
 */
export type Answer =
  | { readonly kind: 'done'; readonly result: unknown; readonly restMs: number | null }
  | {
      readonly kind: 'refused'
      readonly status: number
      /** Discord's own number of the error (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json). */
      readonly code: number
      readonly message: string
      readonly retryAfterMs: number | null
      /** Of a 429: the whole bot has to wait, not one bucket. */
      readonly global: boolean
    }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'unsent'; readonly reason: string }

/** OAuth refuses in words of its own (RFC 6749, 5.2). */
const Refusal = z.object({
  code: z.int().default(0),
  message: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  retry_after: z.number().nonnegative().optional(),
  global: z.boolean().default(false),
})

const UNSENT = new Set<OutboundErrorCode>([
  'outbound.bad_url',
  'outbound.bad_scheme',
  'outbound.bad_port',
  'outbound.credentials_in_url',
  'outbound.blocked_address',
])

/** Calls Discord's REST API. */
export async function callDiscord(world: World, access: Access, call: Call): Promise<Answer> {
  const { body, headers: said } = await encode(call.body)
  const headers = new Headers(said)
  headers.set('authorization', access.authorization)
  headers.set('user-agent', USER_AGENT)
  const url = `${access.baseUrl}${call.path}`
  const answered = await world.fetch(
    { url, method: call.method, headers, ...(body === undefined ? {} : { body }) },
    { timeoutMs: TIMEOUT_MS },
  )
  return answered.ok ? readAnswer(answered.value) : unanswered(answered.error)
}

async function encode(body: Call['body']): Promise<Omit<OutboundRequest, 'url'>> {
  if (body === undefined) return {}
  if (body instanceof FormData) return await encodeForm(body)
  if (body instanceof URLSearchParams)
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: body.toString() }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function readAnswer({ status, headers, body }: OutboundResponse): Answer {
  if (status >= 200 && status < 300) return { kind: 'done', result: readJson(body), restMs: restOf(headers) }
  if (status >= 500 || status < 400) return { kind: 'lost', reason: `Discord failed (${status}).` }
  const said = Refusal.safeParse(readJson(body))
  const { code, retry_after: seconds, global, ...words } = said.success ? said.data : Refusal.parse({})
  const message = words.message ?? words.error_description ?? words.error ?? 'no reason given'
  const retryAfterMs = status === 429 ? msOf(seconds ?? Number(headers.get('retry-after') ?? 1)) : null
  return { kind: 'refused', status, code, message, retryAfterMs, global }
}

/** A bucket without anything left fills again after so many seconds, with fractions. */
function restOf(headers: Headers): number | null {
  if (headers.get('x-ratelimit-remaining') !== '0') return null
  return msOf(Number(headers.get('x-ratelimit-reset-after') ?? 0))
}

function msOf(seconds: number): number {
  return Number.isFinite(seconds) ? Math.ceil(seconds * 1_000) : 1_000
}

function unanswered({ code, message }: Failure<OutboundErrorCode>): Answer {
  return { kind: UNSENT.has(code) ? 'unsent' : 'lost', reason: message }
}
