import * as z from 'zod'
import type { OutboundErrorCode } from '@switchboard/kernel/outbound/errors'
import type { OutboundRequest, OutboundResponse } from '@switchboard/kernel/outbound/guarded-fetch'
import type { Failure } from '@switchboard/shared-types/result'
import type { World } from '../kind.ts'
import { encodeForm } from '../wire/multipart.ts'
import { readJson } from '../wire/json.ts'

const TIMEOUT_MS = 20_000

/** Which bot calls, and where its Bot API server is. */
export interface Bot {
  readonly baseUrl: string
  readonly token: string
}

/** `refused`: Telegram read the call and did nothing. `lost`: no answer came, or one that says nothing of the call. */
export type Answer =
  | { readonly kind: 'done'; readonly result: unknown }
  | {
      readonly kind: 'refused'
      readonly code: number
      readonly description: string
      readonly retryAfterMs: number | null
      readonly migrateTo: number | null
    }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'unsent'; readonly reason: string }

const Envelope = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.int().optional(),
  description: z.string().default('no reason given'),
  parameters: z
    .object({ retry_after: z.number().nonnegative().optional(), migrate_to_chat_id: z.int().optional() })
    .default({}),
})

const UNSENT = new Set<OutboundErrorCode>([
  'outbound.bad_url',
  'outbound.bad_scheme',
  'outbound.bad_port',
  'outbound.credentials_in_url',
  'outbound.blocked_address',
])

/**
 * Calls a method of the Bot API (https://core.telegram.org/bots/api#making-requests).
 * @param params as JSON; a form where files go along
 */
export async function callBot(
  world: World,
  bot: Bot,
  method: string,
  params: Readonly<Record<string, unknown>> | FormData = {},
): Promise<Answer> {
  const url = `${bot.baseUrl}/bot${bot.token}/${method}`
  const answered = await world.fetch(
    { url, method: 'POST', ...(await encode(params)) },
    { timeoutMs: TIMEOUT_MS },
  )
  return answered.ok ? readAnswer(answered.value) : unanswered(answered.error)
}

function encode(params: Readonly<Record<string, unknown>> | FormData): Promise<Omit<OutboundRequest, 'url'>> {
  if (params instanceof FormData) return encodeForm(params)
  return Promise.resolve({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) })
}

function readAnswer({ status, body }: OutboundResponse): Answer {
  const envelope = Envelope.safeParse(readJson(body))
  if (envelope.success && envelope.data.ok) return { kind: 'done', result: envelope.data.result }
  const code = (envelope.success ? envelope.data.error_code : undefined) ?? status
  if (code >= 500 || code < 400) return { kind: 'lost', reason: `Telegram failed (${code}).` }
  const { description, parameters } = envelope.success ? envelope.data : NOTHING_SAID
  const { retry_after: seconds, migrate_to_chat_id: migrateTo } = parameters
  const retryAfterMs = seconds === undefined ? null : Math.ceil(seconds * 1_000)
  return { kind: 'refused', code, description, retryAfterMs, migrateTo: migrateTo ?? null }
}

const NOTHING_SAID = Envelope.parse({ ok: false })

function unanswered({ code, message }: Failure<OutboundErrorCode>): Answer {
  return { kind: UNSENT.has(code) ? 'unsent' : 'lost', reason: message }
}
