import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import type { AgentToken, TokenScope } from '@switchboard/shared-types/api/router/tokens'
import * as z from 'zod'
import { failureOf, type Device } from './device.ts'

/** How a client finds the revision of the protocol that it speaks: as those of 2025 do, or by asking what there is. */
type Way = 'legacy' | 'auto'

const Text = z.object({ type: z.literal('text'), text: z.string() })

/** An agent of a test: the official client, with a token of a person. */
export class McpAgent implements AsyncDisposable {
  readonly token: AgentToken & { readonly token: string }
  readonly client: Client

  private constructor(token: McpAgent['token'], client: Client) {
    this.token = token
    this.client = client
  }

  /** Makes a token with these scopes, and connects with it. */
  static async connect(
    device: Device,
    scopes: readonly TokenScope[],
    way: Way = 'legacy',
  ): Promise<McpAgent> {
    const token = await newToken(device, scopes)
    return new McpAgent(token, await connect(device.url, token.token, way))
  }

  /** @throws where the tool refuses, with its words */
  async call<S extends z.ZodType>(shape: S, name: string, input: object = {}): Promise<z.infer<S>> {
    const { isError, content, structuredContent } = await this.client.callTool({
      name,
      arguments: { ...input },
    })
    const text = z.tuple([Text]).parse(content)[0].text
    if (isError === true) throw new Error(text)
    // Agents that know no structured content read the same.
    z.literal(JSON.stringify(structuredContent)).parse(text)
    return shape.parse(structuredContent)
  }

  /** @returns what a tool says where it refuses */
  async refusal(name: string, input: object = {}): Promise<string> {
    const { isError, content } = await this.client.callTool({ name, arguments: { ...input } })
    z.literal(true).parse(isError)
    return z.tuple([Text]).parse(content)[0].text
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close()
  }
}

export async function newToken(
  device: Device,
  scopes: readonly TokenScope[],
  expiresAt: string | null = null,
) {
  const json = { name: `agent of ${scopes.join(' ')}`, scopes: [...scopes], expiresAt }
  const made = await device.api.router.tokens.$post({ json })
  if (!made.ok) throw new Error(await failureOf(made))
  return await made.json()
}

export async function connect(url: string, token: string, way: Way = 'legacy'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: way } })
  const requestInit = { headers: { Authorization: `Bearer ${token}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit }))
  return client
}
