import { expect, test } from 'vitest'
import { CLIENTS, readyLines } from './ready-lines.ts'

const ACCESS = { origin: 'https://switch.example', token: 'sb_01JD_secret', model: "qwen'3" }

const textFor = (client: (typeof CLIENTS)[number]['value']): string =>
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
