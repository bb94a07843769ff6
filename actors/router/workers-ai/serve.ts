import type { WorkersAiBinding } from '@switchboard/kernel/optional-bindings'
import { chat } from './chat.ts'
import { embeddings } from './embeddings.ts'
import { models } from './models.ts'
import { badRequest, notBound } from './problems.ts'

/** Answers a request to `/v1/...` by the binding. @param ai null where this installation has none */
export async function serve(ai: WorkersAiBinding | null, request: Request): Promise<Response> {
  if (ai === null) return notBound()
  const { pathname } = new URL(request.url)
  switch (`${request.method} ${pathname}`) {
    case 'GET /v1/models':
      return models(ai)
    case 'POST /v1/chat/completions':
      return chat(ai, await bodyOf(request), request.signal)
    case 'POST /v1/embeddings':
      return embeddings(ai, await bodyOf(request), request.signal)
    default:
      return badRequest(`Workers AI has no ${pathname}.`)
  }
}

/** @returns null for what is no JSON */
async function bodyOf(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    return null
  }
}
