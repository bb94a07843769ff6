import type Anthropic from '@anthropic-ai/sdk'
import type OpenAI from 'openai'
import { BYTE_BY_BYTE } from './upstream/behaviour.ts'
import type { Behaviour } from './upstream/behaviour.ts'
import { usage } from './upstream/reply.ts'
import type { Reply } from './upstream/reply.ts'

export const INPUT = { path: 'notes/漢字.txt', lines: [1, 2], note: 'a "quoted" \\ 🦊' }
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
export const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}

export const RICH: Reply = {
  parts: [
    { kind: 'thinking', text: 'Let me think: 漢字.' },
    { kind: 'text', text: 'I look at both. 🦊' },
    { kind: 'call', id: 'toolu_1', name: 'read', input: INPUT },
    { kind: 'call', id: 'toolu_2', name: 'list', input: { path: '/' } },
  ],
  usage: usage({ input: 40, output: 9, cacheRead: 60 }),
  stop: 'end',
}
/** As providers may write them: whole, in good pieces, and with every character split. */
export const WAYS: readonly [string, boolean, Behaviour][] = [
  ['whole', false, { reply: RICH }],
  ['streamed', true, { reply: RICH }],
  ['streamed in single bytes', true, { ...BYTE_BY_BYTE, reply: RICH }],
]

const TOOLS = ['read', 'list'].map((name) => ({ name, description: `${name}s` }))
export const ANTHROPIC_TOOLS: Anthropic.Tool[] = TOOLS.map(({ name, description }) => ({
  name,
  description,
  input_schema: { ...SCHEMA, type: 'object' },
}))
export const CHAT_TOOLS: OpenAI.ChatCompletionTool[] = TOOLS.map((tool) => ({
  type: 'function',
  function: Object.assign({ parameters: SCHEMA }, tool),
}))
export const RESPONSES_TOOLS: OpenAI.Responses.FunctionTool[] = TOOLS.map(({ name, description }) => ({
  type: 'function',
  name,
  description,
  parameters: SCHEMA,
  strict: false,
}))

/** What a provider was asked for one model. */
export interface Asked {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}
