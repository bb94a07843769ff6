import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { FakeTelegram } from '@switchboard/channel/testing/fake-telegram'

/** A Bot API server of one's own, on this machine. */
export interface TelegramServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string
  readonly telegram: FakeTelegram
}

export async function startTelegram(): Promise<TelegramServer> {
  const telegram = new FakeTelegram({ local: true })
  const server = createServer((request, response) => void respond(telegram, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.int() }).parse(server.address())
  const stop = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${port}`, telegram, [Symbol.asyncDispose]: stop }
}

async function respond(
  telegram: FakeTelegram,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const given = await answer(telegram, request)
    response.writeHead(given.status, Object.fromEntries(given.headers))
    response.end(new Uint8Array(await given.arrayBuffer()))
  } catch {
    // A lost answer is a connection that ends.
    response.destroy()
  }
}

async function answer(telegram: FakeTelegram, request: IncomingMessage): Promise<Response> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(z.instanceof(Uint8Array).parse(chunk))
  const { method = 'GET', url = '/', headers } = request
  const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }
  const type = headers['content-type']
  const said = type === undefined ? {} : { headers: { 'content-type': type } }
  return await telegram.fetch(url, { method, ...said, ...body })
}
