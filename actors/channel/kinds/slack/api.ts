import { readRetryAfter } from '@switchboard/kernel/conditional/freshness'
import type { World } from '../kind.ts'
import { membersOf, readJson, textOf, type JsonObject } from '../wire/json.ts'

/**
 * What came of one call. `refused`: Slack says no (`ok: false`, whatever the status); `limited`: not now, Slack did not
 * do it; `lost`: no answer, or one that nobody can read, so nobody knows whether Slack did it.
 */
export type SlackReply =
  | { readonly kind: 'ok'; readonly body: JsonObject }
  | { readonly kind: 'refused'; readonly error: string; readonly body: JsonObject }
  | { readonly kind: 'limited'; readonly afterMs: number }
  | { readonly kind: 'lost'; readonly reason: string }

export interface SlackAccess {
  readonly baseUrl: string
  /** Null for the calls of OAuth, which bring their own credentials. */
  readonly token: string | null
}

const TIMEOUT_MS = 20_000
/** A 429 without Retry-After, which Slack never sent so far. */
const DEFAULT_WAIT_MS = 30_000

/**
 * Calls a method of the Web API. Arguments go as a form, which every method takes; those that are undefined are left out.
 * Source: https://docs.slack.dev/apis/web-api
 */
export async function callSlack(
  world: World,
  { baseUrl, token }: SlackAccess,
  method: string,
  args: Readonly<Record<string, string | number | boolean | undefined>>,
  timeoutMs = TIMEOUT_MS,
): Promise<SlackReply> {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(args)) if (value !== undefined) form.set(name, String(value))
  const result = await world.fetch(
    {
      url: `${baseUrl}/api/${method}`,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: form.toString(),
    },
    { timeoutMs },
  )
  if (!result.ok) return { kind: 'lost', reason: result.error.message }
  return readReply(result.value, world.now())
}

function readReply(
  { status, headers, body }: { status: number; headers: Headers; body: Uint8Array },
  now: number,
): SlackReply {
  const read = membersOf(readJson(body))
  if (status === 429 || (read['ok'] === false && /^rate_?limited$/.test(textOf(read['error']) ?? ''))) {
    const seconds = readRetryAfter(headers, now)
    return { kind: 'limited', afterMs: seconds === null ? DEFAULT_WAIT_MS : seconds * 1000 }
  }
  if (read['ok'] === true) return { kind: 'ok', body: read }
  if (read['ok'] === false) return { kind: 'refused', error: textOf(read['error']) ?? 'unknown', body: read }
  return { kind: 'lost', reason: `Slack answered with status ${status} and nothing that could be read.` }
}
