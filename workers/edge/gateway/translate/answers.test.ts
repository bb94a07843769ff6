import type Anthropic from '@anthropic-ai/sdk'
import { describe, expect, test } from 'vitest'
import { answered, chunked, contextOf, dataOf, named, streamed } from '../testing/exchange.ts'
import { ANTHROPIC_ANSWER, CHAT_ANSWER, RESPONSES_ANSWER } from '../testing/three-answers.ts'
import { translateAnswer } from './answer.ts'
import { listOf, membersOf } from './json.ts'

const ANSWERS = {
  'anthropic-messages': ANTHROPIC_ANSWER,
  'openai-chat': CHAT_ANSWER,
  'openai-responses': RESPONSES_ANSWER,
} as const

/** What Anthropic's own answers have besides, and translated ones do not. */
function spokenBy(protocol: keyof typeof ANSWERS): object {
  if (protocol !== 'anthropic-messages') return ANSWERS[protocol]
  const { container: _, diagnostics: __, stop_details: ___, usage, ...message } = ANTHROPIC_ANSWER
  const { inference_geo: ____, speed: _____, ...counts } = usage
  const content = message.content.map((block) => (block.type === 'tool_use' ? withoutCaller(block) : block))
  return { ...message, content, usage: counts }
}

function withoutCaller({ caller: _, ...block }: Anthropic.ToolUseBlock): object {
  return block
}

const PROTOCOLS = ['anthropic-messages', 'openai-chat', 'openai-responses'] as const
const PAIRS = PROTOCOLS.flatMap((client) =>
  PROTOCOLS.filter((provider) => provider !== client).map((provider) => [client, provider] as const),
)

describe('one answer in three protocols', () => {
  test.each(PAIRS)(
    'is to a client of %s, from a provider of %s, what its vendor documents',
    (client, provider) => {
      expect(answered(contextOf(client, provider), ANSWERS[provider])).toMatchObject(spokenBy(client))
    },
  )

  test.each(PAIRS)('of nothing is still an answer: %s from %s', (client, provider) => {
    const empty = {
      'anthropic-messages': { content: [] },
      'openai-chat': { choices: [] },
      'openai-responses': { output: [] },
    }
    expect(answered(contextOf(client, provider), empty[provider])).toHaveProperty('model', 'the-model')
  })

  test('that is none is a failure of the provider', () => {
    for (const none of ['<html>', null, [], { detail: 'no' }]) {
      expect(translateAnswer(contextOf('anthropic-messages', 'openai-chat'), none)).toMatchObject({
        ok: false,
        error: { code: 'call.upstream_failed' },
      })
    }
  })

  test('that is an error with the status of a success keeps its words', () => {
    const error = { error: { message: 'Provider returned error', code: 502 } }
    expect(translateAnswer(contextOf('anthropic-messages', 'openai-chat'), error)).toMatchObject({
      error: { code: 'call.upstream_failed', message: 'Provider returned error' },
    })
  })

  test('repeats what the client of responses asked', () => {
    const request = {
      instructions: 'Be brief.',
      tools: [{ type: 'function', name: 'f' }],
      metadata: { a: 'b' },
    }
    expect(answered(contextOf('openai-responses', 'openai-chat', { request }), CHAT_ANSWER)).toMatchObject(
      request,
    )
  })
})

describe('why a model stopped', () => {
  test.each([
    ['end_turn', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['stop_sequence', 'stop'],
    ['refusal', 'content_filter'],
    ['pause_turn', 'stop'],
  ])('%s is %s in chat', (reason, expected) => {
    const message = {
      content: [{ type: 'text', text: 'x' }],
      stop_reason: reason,
      usage: { input_tokens: 1 },
    }
    const { choices } = answered(contextOf('openai-chat', 'anthropic-messages'), message)
    expect(listOf(choices)).toMatchObject([{ finish_reason: expected }])
  })

  test.each([
    ['stop', {}, 'end_turn'],
    ['length', {}, 'max_tokens'],
    ['content_filter', {}, 'refusal'],
    ['stop', { refusal: 'No.' }, 'refusal'],
    ['stop', { tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] }, 'tool_use'],
  ])('%s with %j is %s for Anthropic', (finish_reason, message, expected) => {
    const completion = { choices: [{ message: { content: 'x', ...message }, finish_reason }] }
    expect(answered(contextOf('anthropic-messages', 'openai-chat'), completion)['stop_reason']).toBe(expected)
  })

  test.each([
    [{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'max_tokens'],
    [{ status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, 'refusal'],
    [{ status: 'completed' }, 'end_turn'],
  ])('%j of responses is %s for Anthropic, and back', (response, expected) => {
    const body = { output: [], ...response }
    expect(answered(contextOf('anthropic-messages', 'openai-responses'), body)['stop_reason']).toBe(expected)
    const message = { content: [], stop_reason: expected }
    expect(answered(contextOf('openai-responses', 'anthropic-messages'), message)).toMatchObject(response)
  })
})

describe('tools in an answer', () => {
  test('have the names that the client knows', () => {
    const context = contextOf('anthropic-messages', 'openai-chat', {
      longNames: new Map([['short', 'long']]),
    })
    const called = { id: 'c', type: 'function', function: { name: 'short', arguments: '{}' } }
    expect(answered(context, { choices: [{ message: { tool_calls: [called] } }] })['content']).toMatchObject([
      { name: 'long' },
    ])
    const stream = chunked({
      choices: [{ delta: { tool_calls: [{ index: 0, ...called }] }, finish_reason: 'tool_calls' }],
    })
    expect(JSON.stringify(streamed(context, stream))).toContain('\\"name\\":\\"long\\"')
  })

  test('of the custom kind are called with text again', () => {
    const context = contextOf('openai-responses', 'anthropic-messages', { customTools: new Set(['patch']) })
    const block = { type: 'tool_use', id: 't', name: 'patch', input: { input: 'a\n"b"' } }
    expect(answered(context, { content: [block], stop_reason: 'tool_use' })['output']).toMatchObject([
      { type: 'custom_tool_call', name: 'patch', input: 'a\n"b"' },
    ])
    const events = [
      { type: 'content_block_start', index: 0, content_block: { ...block, input: {} } },
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json: '{"input":"a\\' },
      },
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json: 'n\\"b\\""}' },
      },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ]
    const data = dataOf(streamed(context, named(...events))).map(membersOf)
    expect(data.filter(({ type }) => type === 'response.custom_tool_call_input.delta')).toMatchObject([
      { delta: 'a\n"b"' },
    ])
  })
})
