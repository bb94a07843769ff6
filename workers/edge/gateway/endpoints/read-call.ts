import type { RouterId } from '@switchboard/shared-types/ids'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { ProviderFetch } from '@switchboard/shared-types/contracts/workers-ai'
import type { Trace } from '@switchboard/shared-types/trace'
import { readAtMost } from '../../middleware/with-body.ts'
import type { Call } from '../call/call.ts'
import { readCredentials } from '../call/credentials.ts'
import { fieldsOf } from '../call/headers.ts'
import type { RefusalCode } from '../errors/refusals.ts'
import type { ClientWatch } from './client-watch.ts'
import { inspect } from '../inspect/inspect.ts'
import { TokenHashes } from './token-hashes.ts'
import type { Protocol } from '../protocols/protocol.ts'

/** What Anthropic takes, and Claude Code sends at most. */
const MAX_BODY_BYTES = 32 * 1024 * 1024

/** Of all calls of this isolate. */
const tokenHashes = new TokenHashes()

export interface ReadCall {
  readonly call: Call
  readonly router: RouterId
}

/** What is asked, and of which endpoint. */
export interface Asked {
  readonly request: Request
  readonly client: ClientWatch
  readonly fetch: ProviderFetch
  readonly protocol: Protocol
  /** Behind `/v1`. */
  readonly path: string
  readonly trace: Trace
}

/** @returns the call that a request asks for, or why it is none */
export async function readCall(asked: Asked): Promise<Result<ReadCall, RefusalCode>> {
  const { request, client, fetch, protocol, path, trace } = asked
  const startedAt = Date.now()
  const credentials = readCredentials(request.headers)
  if (credentials === null) {
    await readBody(request, 0)
    return noToken(request.url)
  }
  const tokenHash = await tokenHashes.of(credentials.token)
  const body = await readBody(request, MAX_BODY_BYTES)
  if (body === null) {
    return err('call.too_large', `The request body is larger than ${MAX_BODY_BYTES} bytes.`)
  }
  const inspected = inspect(protocol, body)
  if (!inspected.ok) return inspected
  const inspection = inspected.value
  const headers = fieldsOf(request.headers)
  const search = searchOf(request.url)
  const sender = { client, fetch, headers, trace, startedAt }
  const call = { ...sender, protocol, path, search, body, inspection, tokenHash }
  return ok({ call, router: credentials.router })
}

/** @returns the refusal of a request without a token of ours */
export function noToken(url: string): Result<never, RefusalCode> {
  return err(
    'call.invalid_token',
    `Send a Switchboard token (sb_...) as "Authorization: Bearer" or "x-api-key". Make one here: ${new URL(url).origin}/models/tokens`,
  )
}

/** The query with its question mark, as it came. */
function searchOf(url: string): string {
  const start = url.indexOf('?')
  return start === -1 ? '' : url.slice(start)
}

/** @returns null when it is too large; what is thrown away is read, within bounds, so that its sender reads the answer */
async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN)
  if (announced <= maxBytes) return new Uint8Array(await request.arrayBuffer())
  return request.body === null ? new Uint8Array(0) : readAtMost(request.body, maxBytes, announced || 0)
}
