import { hashAgentToken } from '@switchboard/shared-types/agent-token'
import { getStub } from '@switchboard/shared-types/door'
import { err, ok } from '@switchboard/shared-types/result'
import type { Result } from '@switchboard/shared-types/result'
import type { Trace } from '@switchboard/shared-types/trace'
import { refusalResponse } from '../call/answer-call.ts'
import { readCredentials } from '../call/credentials.ts'
import { ownHeaders } from '../call/headers.ts'
import type { RefusalCode } from '../errors/refusals.ts'
import { noToken } from './read-call.ts'
import { vendorOf } from './vendor.ts'

/** Claude Code asks for so many; Anthropic allows no more. */
const MAX_LIMIT = 1_000

interface Model {
  readonly id: string
  readonly provider: string
}

/** Answers `GET /v1/models`: in Anthropic's shape where the client names a version of its protocol, else in OpenAI's. */
export async function listModels(
  request: Request,
  namespace: EdgeEnv['ROUTER'],
  trace: Trace,
): Promise<Response> {
  const protocol = vendorOf(request)
  const models = await readModels(request, namespace, trace)
  if (!models.ok) return refusalResponse({ protocol, trace }, models.error)
  const { searchParams } = new URL(request.url)
  const page = pageOf(models.value, searchParams)
  const body =
    protocol === 'anthropic-messages'
      ? {
          data: page.models.map(anthropicModel),
          has_more: page.hasMore,
          first_id: page.models.at(0)?.id ?? null,
          last_id: page.models.at(-1)?.id ?? null,
        }
      : { object: 'list', data: page.models.map(openaiModel) }
  return json(protocol, trace, body)
}

/** Answers `GET /v1/models/:id`; the id may hold slashes. */
export async function findModel(
  request: Request,
  id: string,
  namespace: EdgeEnv['ROUTER'],
  trace: Trace,
): Promise<Response> {
  const protocol = vendorOf(request)
  const models = await readModels(request, namespace, trace)
  if (!models.ok) return refusalResponse({ protocol, trace }, models.error)
  const model = models.value.find((candidate) => candidate.id === id)
  if (model === undefined) {
    const refusal = err(
      'call.no_route',
      `No route and no provider here has a model ${JSON.stringify(id)}.`,
    ).error
    return refusalResponse({ protocol, trace }, refusal)
  }
  return json(protocol, trace, protocol === 'anthropic-messages' ? anthropicModel(model) : openaiModel(model))
}

async function readModels(
  { headers, url }: Request,
  namespace: EdgeEnv['ROUTER'],
  trace: Trace,
): Promise<Result<readonly Model[], RefusalCode>> {
  const credentials = readCredentials(headers)
  if (credentials === null) return noToken(url)
  const { router, token } = credentials
  const models = await getStub(namespace, router).listModels(router, trace, await hashAgentToken(token))
  return models.ok ? ok(models.value) : models
}

/** Anthropic's pages: behind one id, or before one. A limit that is no number of models is none. */
function pageOf(
  models: readonly Model[],
  query: URLSearchParams,
): { readonly models: readonly Model[]; readonly hasMore: boolean } {
  const asked = Number(query.get('limit') ?? MAX_LIMIT)
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, MAX_LIMIT) : MAX_LIMIT
  const beforeId = query.get('before_id')
  if (beforeId !== null) {
    const before = models.slice(0, Math.max(0, indexOf(models, beforeId)))
    return { models: before.slice(-limit), hasMore: before.length > limit }
  }
  const after = models.slice(indexOf(models, query.get('after_id')) + 1)
  return { models: after.slice(0, limit), hasMore: after.length > limit }
}

function indexOf(models: readonly Model[], id: string | null): number {
  return models.findIndex((model) => model.id === id)
}

/** Nobody here knows when a model was made; Anthropic's own word for that is the epoch. */
function anthropicModel({ id }: Model): object {
  return { type: 'model', id, display_name: id, created_at: '1970-01-01T00:00:00Z' }
}

function openaiModel({ id, provider }: Model): object {
  return { id, object: 'model', created: 0, owned_by: provider }
}

function json(protocol: ReturnType<typeof vendorOf>, { requestId }: Trace, body: object): Response {
  return new Response(JSON.stringify(body), { headers: ownHeaders(protocol, requestId, 'application/json') })
}
