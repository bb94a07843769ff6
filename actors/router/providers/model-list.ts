import * as z from 'zod'
import type { ProviderKind } from '@switchboard/shared-types/api/router/providers'
import { authHeaders, KINDS } from './kinds.ts'

const MAX_MODELS = 2_000
const MAX_NAME_LENGTH = 200

/** OpenAI's and Anthropic's lists name models `id`, Cloudflare's names them `name`. */
const ModelList = z.union([
  z.object({ data: z.array(z.object({ id: z.string() })) }).transform(({ data }) => data.map(({ id }) => id)),
  z
    .object({ result: z.array(z.object({ name: z.string() })) })
    .transform(({ result }) => result.map(({ name }) => name)),
])

/** The request that asks a provider for its models. */
export function modelListRequest(
  kind: ProviderKind,
  baseUrl: string,
  secret: string | null,
): { url: string; headers: Record<string, string> } {
  const [protocol = 'openai-chat'] = KINDS[kind].protocols
  const auth = secret === null ? {} : authHeaders(kind, protocol, secret)
  const version = protocol === 'anthropic-messages' ? { 'anthropic-version': '2023-06-01' } : {}
  return {
    url: modelListUrl(kind, baseUrl),
    headers: { accept: 'application/json', ...version, ...auth },
  }
}

/** Workers AI lists its models beside its OpenAI-compatible address; Anthropic gives twenty unless told otherwise. */
function modelListUrl(kind: ProviderKind, baseUrl: string): string {
  if (kind === 'workers-ai') return baseUrl.replace(/\/v1$/, '/models/search?per_page=1000')
  return kind === 'anthropic' ? `${baseUrl}/models?limit=1000` : `${baseUrl}/models`
}

/** @returns the models' names as clients write them, at most 2,000; null for what is no list of models */
export function readModelList(body: Uint8Array): string[] | null {
  const read = ModelList.safeParse(parseJson(body))
  if (!read.success) return null
  const names = read.data.map((name) => name.replace(/^models\//, ''))
  return [...new Set(names)]
    .filter((name) => name !== '' && name.length <= MAX_NAME_LENGTH)
    .slice(0, MAX_MODELS)
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
}
