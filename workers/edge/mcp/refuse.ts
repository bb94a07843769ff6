/** What went wrong before the protocol itself could answer. */
export interface Refused {
  readonly status: number
  /** JSON-RPC 2.0; -32000 is the server's own. */
  readonly code?: number
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

/** @returns a refusal as MCP clients read it: a JSON-RPC error of no request in particular */
export function refuse({ status, code = -32_000, message, headers = {} }: Refused): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers })
}

/** What a client without a good token is told (RFC 6750, 3). */
export function challenge(error: 'invalid_token' | 'insufficient_scope' | null, message: string): Refused {
  const reason =
    error === null ? '' : `, error="${error}", error_description="${message.replaceAll('"', "'")}"`
  const headers = { 'WWW-Authenticate': `Bearer realm="Switchboard"${reason}` }
  return { status: error === 'insufficient_scope' ? 403 : 401, message, headers }
}
