import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** A platform that a test plays. */
export interface Platform {
  fetch(url: string, init: RequestInit): Promise<Response>
}

/** That platform on a port of this machine. */
export interface PlatformServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string
}

/** @param origin where the platform believes that it is, without a slash at the end */
export async function servePlatform(platform: Platform, origin: string): Promise<PlatformServer> {
  const server = createServer((request, response) => void respond(platform, origin, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.int() }).parse(server.address())
  const stop = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: stop }
}

async function respond(
  platform: Platform,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const answer = await platform.fetch(`${origin}${request.url ?? '/'}`, await initOf(request))
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(new Uint8Array(await answer.arrayBuffer()))
  } catch {
    // A lost answer is a connection that ends.
    response.destroy()
  }
}

async function initOf(request: IncomingMessage): Promise<RequestInit> {
  const { method = 'GET', headers: given } = request
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(z.instanceof(Uint8Array).parse(chunk))
  const headers = new Headers()
  for (const name of ['authorization', 'content-type', 'user-agent'] as const) {
    if (given[name] !== undefined) headers.set(name, given[name])
  }
  return { method, headers, ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }) }
}
