import type { AgentToken } from '@switchboard/shared-types/api/router/tokens'
import { opensInbox } from '../tokens/words.ts'

export type Client = 'claude-code' | 'openai' | 'anthropic' | 'curl' | 'mcp'

interface ClientChoice {
  readonly value: Client
  readonly text: string
}

/** The programs for which there are lines to copy. */
export const CLIENTS: readonly ClientChoice[] = [
  { value: 'claude-code', text: 'Claude Code' },
  { value: 'openai', text: 'OpenAI SDK' },
  { value: 'anthropic', text: 'Anthropic SDK' },
  { value: 'curl', text: 'curl' },
  { value: 'mcp', text: 'Inbox (MCP)' },
]

/** Those that a token is any use for. */
export function clientsFor({ scopes }: Pick<AgentToken, 'scopes'>): readonly ClientChoice[] {
  const opens = (client: Client): boolean =>
    client === 'mcp' ? opensInbox({ scopes }) : scopes.includes('models')
  return CLIENTS.filter(({ value }) => opens(value))
}

/** Where an agent reaches the router. */
export interface Access {
  /** Of this house, without a slash at the end. */
  readonly origin: string
  readonly token: string
  /** A model to ask for in an example. */
  readonly model: string
}

/** Lines to be copied in one piece. */
export interface ReadyLines {
  readonly what: string
  readonly text: string
}

/** What makes a program use this router. */
export function readyLines(client: Client, access: Access): readonly ReadyLines[] {
  switch (client) {
    case 'claude-code':
      return claudeCode(access)
    case 'openai':
      return openAi(access)
    case 'anthropic':
      return anthropic(access)
    case 'curl':
      return curl(access)
    case 'mcp':
      return mcp(access)
  }
}

/** Claude Code appends `/v1/messages` to the base URL itself. */
function claudeCode({ origin, token }: Access): ReadyLines[] {
  const env = { ANTHROPIC_BASE_URL: origin, ANTHROPIC_AUTH_TOKEN: token }
  return [
    { what: 'In a terminal, for this session', text: `${exported(env)}\nclaude` },
    { what: 'For good, in ~/.claude/settings.json', text: JSON.stringify({ env }, null, 2) },
  ]
}

function openAi({ origin, token, model }: Access): ReadyLines[] {
  return [
    {
      what: 'Every OpenAI SDK and most agents read these',
      text: exported({ OPENAI_BASE_URL: `${origin}/v1`, OPENAI_API_KEY: token }),
    },
    {
      what: 'In Python',
      text: [
        'from openai import OpenAI',
        '',
        'client = OpenAI()',
        'answer = client.chat.completions.create(',
        `    model=${JSON.stringify(model)},`,
        '    messages=[{"role": "user", "content": "Say hello"}],',
        ')',
        'print(answer.choices[0].message.content)',
      ].join('\n'),
    },
  ]
}

function anthropic({ origin, token, model }: Access): ReadyLines[] {
  return [
    {
      what: 'Every Anthropic SDK reads these',
      text: exported({ ANTHROPIC_BASE_URL: origin, ANTHROPIC_AUTH_TOKEN: token }),
    },
    {
      what: 'In TypeScript',
      text: [
        "import Anthropic from '@anthropic-ai/sdk'",
        '',
        'const client = new Anthropic()',
        'const answer = await client.messages.create({',
        `  model: ${JSON.stringify(model)},`,
        '  max_tokens: 200,',
        "  messages: [{ role: 'user', content: 'Say hello' }],",
        '})',
        'console.log(answer.content)',
      ].join('\n'),
    },
  ]
}

function curl({ origin, token, model }: Access): ReadyLines[] {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Say hello' }] })
  return [
    {
      what: 'One call, to see that it works',
      text: [
        `curl ${origin}/v1/chat/completions \\`,
        `  -H 'Authorization: Bearer ${token}' \\`,
        "  -H 'Content-Type: application/json' \\",
        `  -d '${body.replaceAll("'", String.raw`'\''`)}'`,
      ].join('\n'),
    },
  ]
}

/** Not the models, but what is in the inbox, as tools. */
function mcp({ origin, token }: Access): ReadyLines[] {
  const url = `${origin}/mcp`
  const Authorization = `Bearer ${token}`
  const switchboard = { type: 'http', url, headers: { Authorization } }
  return [
    {
      what: 'Claude Code reads and sorts the inbox with it',
      text: `claude mcp add --transport http switchboard ${url} --header "Authorization: ${Authorization}"`,
    },
    {
      what: 'For other clients, in their mcp.json',
      text: JSON.stringify({ mcpServers: { switchboard } }, null, 2),
    },
  ]
}

function exported(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `export ${name}=${value}`)
    .join('\n')
}
