import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** A fixed answer of the origin. */
export interface OriginAnswer {
  /** 200 unless said otherwise. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Answers a request itself: for redirects, slow bodies, conditional answers, counters. */
export type OriginHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => OriginAnswer | undefined | void | Promise<OriginAnswer | undefined | void>

/** A request that the origin has seen. */
export interface OriginRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** A publisher's server on this machine that a test scripts. */
export interface Origin extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string
  readonly requests: readonly OriginRequest[]
  /** Sets what a path answers from now on; a fixed answer gets an ETag of its own and answers 304 to it. */
  set(path: string, answer: OriginAnswer | OriginHandler): void
  stop(): Promise<void>
}

/** Starts an origin that answers 404 to everything that is not set. */
export async function startOrigin(): Promise<Origin> {
  const answers = new Map<string, OriginHandler>()
  const requests: OriginRequest[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ method: request.method ?? 'GET', path, headers: request.headers, at: Date.now() })
    const handler = answers.get(path) ?? answers.get(path.replace(/\?.*$/, '')) ?? missing
    void respond(handler, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.int() }).parse(server.address())
  let revision = 0
  const stop = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    set: (path, answer) => {
      answers.set(path, typeof answer === 'function' ? answer : conditional(answer, `"${++revision}"`))
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function respond(
  handler: OriginHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const given = await handler(request, response)
    // A handler that writes the whole response itself returns nothing.
    if (given !== undefined) send(response, given)
  } catch {
    response.destroy()
  }
}

function conditional(answer: OriginAnswer, etag: string): OriginHandler {
  if ((answer.status ?? 200) !== 200) return () => answer
  return ({ headers }) =>
    headers['if-none-match'] === etag
      ? { status: 304, headers: { etag } }
      : { ...answer, headers: { etag, ...answer.headers } }
}

function missing(): OriginAnswer {
  return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'nothing is here' }
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: OriginAnswer): void {
  response.writeHead(status, headers).end(body)
}
