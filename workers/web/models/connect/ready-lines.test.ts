import type { TokenScope } from '@switchboard/shared-types/api/router/tokens'
import { expect, test } from 'vitest'
import { CLIENTS, clientsFor, readyLines, type Client } from './ready-lines.ts'

const ACCESS = { origin: 'https://switch.example', token: 'sb_01JD_secret', model: "qwen'3" }

const textFor = (client: Client): string =>
  readyLines(client, ACCESS)
    .map(({ text }) => text)
    .join('\n')

test('Claude Code is given the bare origin, because it appends the path itself', () => {
  expect(textFor('claude-code')).toContain('export ANTHROPIC_BASE_URL=https://switch.example\n')
  const [, settings] = readyLines('claude-code', ACCESS)
  expect(JSON.parse(settings?.text ?? '')).toEqual({
    env: { ANTHROPIC_BASE_URL: 'https://switch.example', ANTHROPIC_AUTH_TOKEN: 'sb_01JD_secret' },
  })
})

test('OpenAI clients are given the address up to /v1', () => {
  expect(textFor('openai')).toContain('OPENAI_BASE_URL=https://switch.example/v1\n')
})

test('a quote in a model’s name does not end the shell’s own', () => {
  expect(textFor('curl')).toContain(String.raw`"model":"qwen'\''3"`)
})

test.each(CLIENTS)('$text has the token in every line that needs it', ({ value }) => {
  expect(textFor(value)).toContain('sb_01JD_secret')
})

test('MCP clients are given the address of the inbox, and the token as a header', () => {
  const [command, config] = readyLines('mcp', ACCESS)
  expect(command?.text).toBe(
    'claude mcp add --transport http switchboard https://switch.example/mcp --header "Authorization: Bearer sb_01JD_secret"',
  )
  const headers = { Authorization: 'Bearer sb_01JD_secret' }
  expect(JSON.parse(config?.text ?? '')).toEqual({
    mcpServers: { switchboard: { type: 'http', url: 'https://switch.example/mcp', headers } },
  })
})

test('a token is shown the lines of what it opens', () => {
  const shown = (...scopes: TokenScope[]) => clientsFor({ scopes }).map(({ value }) => value)
  expect(shown('models')).toEqual(['claude-code', 'openai', 'anthropic', 'curl'])
  expect(shown('inbox.read')).toEqual(['mcp'])
  expect(shown('models', 'send')).toEqual(CLIENTS.map(({ value }) => value))
})
