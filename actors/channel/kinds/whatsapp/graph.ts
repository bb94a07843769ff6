import { readRetryAfter } from '@switchboard/kernel/conditional/freshness'
import type { World } from '../kind.ts'
import { membersOf, readJson, type JsonObject } from '../wire/json.ts'
import type { WhatsAppAccount } from './account.ts'

/**
 * What came of one call. `refused`: Meta gives an error; whether it did something all the same is told by the status.
 * `lost`: no answer, or one that nobody can read, so nobody knows whether Meta did it.
 */
export type GraphReply =
  | { readonly kind: 'ok'; readonly body: JsonObject }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly error: JsonObject
      readonly afterMs: number | null
    }
  | { readonly kind: 'lost'; readonly reason: string }

export interface GraphCall {
  /** Behind the version. */
  readonly path: string
  readonly body?: Uint8Array | string
  readonly headers?: HeadersInit
}

const TIMEOUT_MS = 20_000

/** Calls the Graph API: GET, or POST with what has a body. */
export async function callGraph(
  world: World,
  { secrets, state }: Pick<WhatsAppAccount, 'secrets' | 'state'>,
  { path, body, headers }: GraphCall,
): Promise<GraphReply> {
  const sent = new Headers(headers)
  sent.set('authorization', `Bearer ${secrets.accessToken}`)
  const url = `${state.baseUrl}/${path}`
  const result = await world.fetch(
    body === undefined ? { url, headers: sent } : { url, headers: sent, method: 'POST', body },
    { timeoutMs: TIMEOUT_MS },
  )
  if (!result.ok) return { kind: 'lost', reason: result.error.message }
  const { status, headers: answered, body: bytes } = result.value
  const answer = membersOf(readJson(bytes))
  if ('error' in answer) {
    const seconds = readRetryAfter(answered, world.now())
    const afterMs = seconds === null ? null : seconds * 1000
    return { kind: 'refused', status, error: membersOf(answer['error']), afterMs }
  }
  if (status >= 200 && status < 300) return { kind: 'ok', body: answer }
  return { kind: 'lost', reason: `Meta answered with status ${status} and nothing that could be read.` }
}
