import { describe, expect, test } from 'vitest'
import { lossesOf, MODEL, refusalOf, translated } from '../testing/exchange.ts'
import { COMPATIBLE } from './dialect.ts'
import { listOf, membersOf } from './json.ts'

const user = (content: unknown): object => ({ role: 'user', content })
const say = (...messages: unknown[]): { model: string; max_tokens: number; messages: unknown[] } => ({
  model: MODEL,
  max_tokens: 500,
  messages,
})

function messagesOf(body: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  return listOf(body['messages']).map(membersOf)
}

describe('reasoning', () => {
  test.each([
    [
      { thinking: { type: 'enabled', budget_tokens: 10_000 } },
      { reasoning_effort: 'medium' },
      ['changed: thinking budget'],
    ],
    [{ thinking: { type: 'disabled' } }, { reasoning_effort: 'none' }, []],
    [{ thinking: { type: 'adaptive' } }, {}, []],
    [{ output_config: { effort: 'max' } }, { reasoning_effort: 'max' }, []],
  ])('asked as %j is asked of OpenAI as %j', (asked, expected, losses) => {
    const result = translated('anthropic-messages', 'openai-chat', { ...say(user('x')), ...asked })
    const { model: _, messages: __, max_completion_tokens: ___, ...rest } = result.body
    expect(rest).toEqual(expected)
    expect(lossesOf(result)).toEqual(losses)
  })

  test.each([
    ['minimal', {}, { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }],
    ['none', {}, { thinking: { type: 'disabled' } }],
    ['high', { reasoning: 'budget' }, { thinking: { type: 'enabled', budget_tokens: 24_576 } }],
    ['max', { reasoning: 'budget' }, { thinking: { type: 'enabled', budget_tokens: 29_999 } }],
    ['high', { reasoning: 'none' }, {}],
  ] as const)('with effort %s and a model that takes %j is asked as %j', (effort, dialect, expected) => {
    const request = { ...say(user('x')), max_tokens: 30_000, reasoning_effort: effort }
    const {
      model: _,
      messages: __,
      max_tokens: ___,
      ...rest
    } = translated('openai-chat', 'anthropic-messages', request, dialect).body
    expect(rest).toEqual(expected)
  })

  test('is not asked for where the answer’s bound leaves no room', () => {
    const request = { ...say(user('x')), reasoning_effort: 'high', max_tokens: 1000 }
    const result = translated('openai-chat', 'anthropic-messages', request, { reasoning: 'budget' })
    expect(result.body).not.toHaveProperty('thinking')
    expect(lossesOf(result)).toEqual(['dropped: effort without room'])
  })

  test('of the history goes back only to providers that want it', () => {
    const request = say(user('x'), {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'hm', signature: 's' },
        { type: 'text', text: 'y' },
      ],
    })
    const back = translated('anthropic-messages', 'openai-chat', request, { wantsReasoningBack: true })
    expect(messagesOf(back.body)[1]).toEqual({ role: 'assistant', content: 'y', reasoning_content: 'hm' })
    expect(back.notes).toEqual([])
    const dropped = translated('anthropic-messages', 'openai-chat', request)
    expect(messagesOf(dropped.body)[1]).toEqual({ role: 'assistant', content: 'y' })
    expect(lossesOf(dropped)).toEqual(['dropped: thinking in the history'])
  })
})

describe('bounds and sampling', () => {
  test('an answer without a bound gets the one that Anthropic demands, and none above the model’s', () => {
    const chat = { model: MODEL, messages: [user('x')] }
    expect(translated('openai-chat', 'anthropic-messages', chat).body['max_tokens']).toBe(32_000)
    expect(
      translated('openai-chat', 'anthropic-messages', chat, { maxOutputTokens: 8192 }).body['max_tokens'],
    ).toBe(8192)
    const big = { ...chat, max_tokens: 100_000 }
    const result = translated('openai-chat', 'anthropic-messages', big, { maxOutputTokens: 8192 })
    expect(result.body['max_tokens']).toBe(8192)
    expect(lossesOf(result)).toEqual(['changed: output bound above the model’s'])
  })

  test('Claude Code’s probe with one token becomes OpenAI’s least', () => {
    const result = translated('anthropic-messages', 'openai-responses', {
      ...say(user('quota')),
      max_tokens: 1,
    })
    expect(result.body['max_output_tokens']).toBe(16)
    expect(lossesOf(result)).toEqual(['changed: output bound below 16'])
  })

  test('temperature is kept, lowered to 1, or left out for models that refuse it', () => {
    const chat = { ...say(user('x')), temperature: 1.5, top_p: 0.9, stop: 'END' }
    expect(translated('openai-chat', 'anthropic-messages', chat).body).toMatchObject({
      temperature: 1,
      top_p: 0.9,
      stop_sequences: ['END'],
    })
    const result = translated('openai-chat', 'anthropic-messages', chat, { sampling: false })
    expect(result.body).not.toHaveProperty('temperature')
    expect(lossesOf(result)).toEqual(['dropped: temperature, top_p'])
  })

  test('compatible servers are asked in the words that they know', () => {
    const { body } = translated(
      'anthropic-messages',
      'openai-chat',
      { ...say(user('x')), thinking: { type: 'adaptive' } },
      COMPATIBLE,
    )
    expect(body).toEqual({ model: MODEL, messages: [user('x')], max_tokens: 500 })
  })
})

describe('documents', () => {
  test('of plain text become text for OpenAI, and text again for Anthropic', () => {
    const source = { type: 'text', media_type: 'text/plain', data: 'Lorem' }
    const request = say(user([{ type: 'document', source, title: 'a "b"' }]))
    const { body } = translated('anthropic-messages', 'openai-chat', request)
    expect(messagesOf(body)[0]?.['content']).toBe('<document title="a \\"b\\"">\nLorem\n</document>')
    const file = { filename: 'a.txt', file_data: `data:text/plain;base64,${btoa('Lorem')}` }
    const back = translated('openai-chat', 'anthropic-messages', say(user([{ type: 'file', file }])))
    expect(messagesOf(back.body)[0]?.['content']).toEqual([{ type: 'document', source, title: 'a.txt' }])
  })

  test.each([
    ['an image', [{ type: 'image', source: { type: 'file', file_id: 'f' } }], 'image by file id'],
    ['a document', [{ type: 'document', source: { type: 'file', file_id: 'f' } }], 'document by file id'],
    [
      'a PDF by address',
      [{ type: 'document', source: { type: 'url', url: 'https://x' } }],
      'document by address',
    ],
    ['an upload', [{ type: 'container_upload', file_id: 'f' }], 'container_upload'],
    ['an unknown block', [{ type: 'hologram' }], 'hologram'],
  ])('%s that the provider can not see is refused, not dropped', (_, content, field) => {
    expect(refusalOf('anthropic-messages', 'openai-chat', say(user(content)))).toMatch(
      `call.unsupported ${field}`,
    )
  })
})

describe('fields', () => {
  test('that the target can not express are refused or dropped as the table says', () => {
    const chat = { ...say(user('x')), n: 2 }
    expect(refusalOf('openai-chat', 'anthropic-messages', chat)).toMatch(/^call.unsupported n:/)
    const dropped = { ...say(user('x')), n: 1, seed: 7, frequency_penalty: 0, logit_bias: {}, made_up: true }
    expect(lossesOf(translated('openai-chat', 'anthropic-messages', dropped))).toEqual([
      'dropped: seed',
      'dropped: logit_bias',
      'dropped: made_up',
    ])
    const stored = { model: MODEL, input: 'x', previous_response_id: 'resp_1' }
    expect(refusalOf('openai-responses', 'openai-chat', stored)).toMatch(
      /^call.unsupported previous_response_id/,
    )
  })

  test('of OpenAI go on unread between its two protocols', () => {
    const fields = {
      metadata: { a: 'b' },
      prompt_cache_key: 'k',
      service_tier: 'flex',
      safety_identifier: 's',
      store: true,
    }
    const { body, notes } = translated('openai-chat', 'openai-responses', {
      ...say(user('x')),
      ...fields,
      verbosity: 'low',
    })
    expect(body).toMatchObject({ ...fields, text: { verbosity: 'low' } })
    expect(body).not.toHaveProperty('user')
    expect(notes).toEqual([])
  })

  test.each([
    ['anthropic-messages', { model: MODEL }, 'messages: must be an array'],
    [
      'anthropic-messages',
      say({ role: 'robot', content: 'x' }),
      'messages.0.role: must be user, assistant or system',
    ],
    ['openai-chat', say(user([{ type: 'text' }])), 'messages.0.content.0.text: must be a string'],
    [
      'openai-responses',
      { model: MODEL, input: [{ type: 'function_call' }] },
      'input.0.call_id: must be a string',
    ],
  ] as const)('of %s that are malformed are named', (from, request, message) => {
    const to = from === 'openai-chat' ? 'anthropic-messages' : 'openai-chat'
    expect(refusalOf(from, to, request)).toBe(`call.malformed ${message}.`)
  })
})
