import type { Attempt } from '@switchboard/shared-types/contracts/lease'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import { dialectOf } from '../dialects/dialect-of.ts'
import type { RefusalCode } from '../errors/refusals.ts'
import { rewrite } from '../inspect/rewrite.ts'
import type { Json } from '../inspect/rewrite.ts'
import { PATH } from '../protocols/protocol.ts'
import type { AnswerContext } from '../translate/context.ts'
import { membersOf, parseJson } from '../translate/json.ts'
import type { Members } from '../translate/json.ts'
import { translateRequest } from '../translate/request.ts'
import type { Call } from './call.ts'
import { passOn, writeAnew } from './headers.ts'
import type { HeaderFields } from './headers.ts'

/** What to send to a provider. */
export interface UpstreamRequest {
  readonly url: string
  readonly headers: HeaderFields
  readonly body: Uint8Array | string
  /** How to translate the answer back; null where provider and client speak the same protocol. */
  readonly context: AnswerContext | null
  /** What the translation of the request changed or dropped. */
  readonly notes: readonly string[]
}

/**
 * @returns the very same bytes for a provider of the client's protocol, but for the model's name and what the route's
 *   target sets; a translation for any other, or a failure for what does not translate
 */
export function upstreamRequest(call: Call, attempt: Attempt): Result<UpstreamRequest, RefusalCode> {
  return attempt.protocol === call.protocol ? ok(sameProtocol(call, attempt)) : translated(call, attempt)
}

function sameProtocol(call: Call, attempt: Attempt): UpstreamRequest {
  const { set, removed } = changesOf(attempt)
  return {
    url: `${trimmed(attempt.baseUrl)}${call.path}${call.search}`,
    headers: passOn(call.headers, attempt),
    body: rewrite(call.body, call.inspection, set, removed),
    context: null,
    notes: [],
  }
}

function translated(call: Call, attempt: Attempt): Result<UpstreamRequest, RefusalCode> {
  const { protocol: from } = call
  const { protocol: to, model } = attempt
  if (from === 'openai-embeddings' || to === 'openai-embeddings') {
    return err('call.unsupported', 'The provider of this route has no embeddings.')
  }
  const { estimatedInputTokens } = call.inspection.traits
  const request = withOverrides(membersOf(parseJson(new TextDecoder().decode(call.body))), attempt)
  const dialect = dialectOf(attempt.kind, model)
  const result = translateRequest({ from, to, request, model, dialect, estimatedInputTokens })
  if (!result.ok) return result
  const { body, context, notes } = result.value
  return ok({
    url: `${trimmed(attempt.baseUrl)}${PATH[to]}`,
    headers: writeAnew(attempt),
    body: JSON.stringify(body),
    context,
    notes: notes.map(({ field, fate, why }) => `${field} ${fate}: ${why}`),
  })
}

function changesOf({ model, overrides }: Attempt): {
  readonly set: Readonly<Record<string, Json>>
  readonly removed: ReadonlySet<string>
} {
  const entries = Object.entries(overrides)
  const set = Object.fromEntries(entries.filter(([, value]) => value !== null))
  return {
    set: { model, ...set },
    removed: new Set(entries.flatMap(([name, value]) => (value === null ? [name] : []))),
  }
}

function withOverrides(request: Members, attempt: Attempt): Members {
  const { set, removed } = changesOf(attempt)
  const kept = Object.entries(request).filter(([name]) => !removed.has(name))
  return { ...Object.fromEntries(kept), ...set }
}

function trimmed(baseUrl: string): string {
  return baseUrl.endsWith('/') ? baseUrl.slice(0, -1) : baseUrl
}
