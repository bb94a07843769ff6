import { Hono } from 'hono'
import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { admit } from '../mcp/admit.ts'
import { Caller } from '../mcp/caller.ts'
import { refuse } from '../mcp/refuse.ts'
import { readAtMost } from '../middleware/with-body.ts'
import { withApiHeaders } from '../middleware/with-api-headers.ts'
import { isForeign } from '../session/same-origin.ts'

const MAX_BYTES = 1024 * 1024
/** Only the oldest revision knows batches at all. */
const MAX_BATCH = 20

/** Where agents work on the inbox: MCP over streamable HTTP, without sessions. They show a token; no cookie is read. */
export const mcp = new Hono<AppEnv>()
  .use(withApiHeaders)
  .post('/', async (c) => withHeaders(c, await answer(c)))
  .all('/', (c) => withHeaders(c, refuse({ status: 405, message: NO_STREAM, headers: { Allow: 'POST' } })))

const NO_STREAM = 'Only POST is taken here: there are no sessions, and nothing is told without being asked.'

/** A response that is handed on as it is loses what was set before it. */
function withHeaders(c: Context<AppEnv>, response: Response): Response {
  return c.newResponse(response.body, response)
}

async function answer(c: Context<AppEnv>): Promise<Response> {
  const request = c.req.raw
  if (isForeign(request)) {
    return refuse({ status: 403, message: 'This request came from a page of another site.' })
  }
  const caller = await admit(request.headers, c.env, c.var.trace)
  if (!(caller instanceof Caller)) return refuse(caller)
  const body = await readBody(request)
  if (body instanceof Response) return body
  // Loaded with the first request of an agent: nothing of it is to delay a model call.
  const { serve } = await import('../mcp/serve.ts')
  return await serve(request, body, caller)
}

/** @returns what was sent, or why it is not read */
async function readBody(request: Request): Promise<unknown> {
  const bytes =
    request.body === null
      ? new Uint8Array()
      : await readAtMost(request.body, MAX_BYTES, Number(request.headers.get('content-length') ?? 0))
  if (bytes === null) {
    return refuse({ status: 413, message: `The body may have at most ${MAX_BYTES} bytes.` })
  }
  const body = parse(new TextDecoder().decode(bytes))
  if (body === undefined)
    return refuse({ status: 400, code: -32_700, message: 'The body is not valid JSON.' })
  if (Array.isArray(body) && body.length > MAX_BATCH) {
    return refuse({ status: 400, code: -32_600, message: `A batch has at most ${MAX_BATCH} messages.` })
  }
  return body
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
