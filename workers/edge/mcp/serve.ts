import {
  createMcpHandler,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import type { Caller } from './caller.ts'
import { serverFor } from './server.ts'

/**
 * Answers one request of the protocol, in whichever of its revisions the client speaks: 2026-07-28, where each request
 * stands alone, or those of 2025, whose sessions a server need not have.
 * @param body of the request, read and parsed
 */
export async function serve(request: Request, body: unknown, caller: Caller): Promise<Response> {
  if (await isLegacyRequest(request, body)) return await serveLegacy(request, body, caller)
  // Nothing here changes under a listener's eyes, so nobody may listen.
  const handler = createMcpHandler(() => serverFor(caller), { legacy: 'reject', maxSubscriptions: 0 })
  return await handler.fetch(request, { parsedBody: body })
}

/** The SDK's own way for these streams its answers: one JSON body is enough where nothing is told on the way. */
async function serveLegacy(request: Request, parsedBody: unknown, caller: Caller): Promise<Response> {
  const server = serverFor(caller)
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  try {
    return await transport.handleRequest(request, { parsedBody })
  } finally {
    await server.close()
  }
}
