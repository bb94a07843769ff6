import { describe, expect, test } from 'vitest'
import { answered, chunked, contextOf, dataOf, streamed, translated } from '../testing/exchange.ts'
import { listOf, membersOf } from './json.ts'

describe('what compatible servers do', () => {
  const chunk = (delta: object, finish_reason: string | null = null): object => ({
    id: 'c',
    choices: [{ index: 0, delta, finish_reason }],
  })
  const piece = (index: number, text: string, opening: object = {}): object =>
    chunk({
      tool_calls: [
        { index, ...opening, function: { arguments: text, ...('id' in opening ? { name: 'f' } : {}) } },
      ],
    })
  const inputsOf = (stream: string): unknown[] => {
    const blocks: string[] = []
    for (const data of dataOf(streamed(contextOf('anthropic-messages', 'openai-chat'), stream)).map(
      membersOf,
    )) {
      if (data['type'] === 'content_block_start') blocks.push('')
      const json = membersOf(data['delta'])['partial_json']
      if (typeof json === 'string') blocks.push((blocks.pop() ?? '') + json)
    }
    return blocks
  }

  test('pieces of parallel calls that come mixed are put in order', () => {
    const stream = chunked(
      piece(0, '{"a":', { id: 'x' }),
      piece(1, '{"b":', { id: 'y' }),
      piece(0, '1}'),
      piece(1, '2}'),
      chunk({}, 'tool_calls'),
    )
    expect(inputsOf(stream)).toEqual(['{"a":1}', '{"b":2}'])
  })

  test('calls under one index with different ids are different calls', () => {
    const stream = chunked(
      piece(0, '{"a":1}', { id: 'x' }),
      piece(0, '{"b":2}', { id: 'y' }),
      chunk({}, 'stop'),
    )
    expect(inputsOf(stream)).toEqual(['{"a":1}', '{"b":2}'])
  })

  test('a call that repeats its id with every piece is one call', () => {
    const stream = chunked(
      piece(0, '{"a":', { id: 'x' }),
      piece(0, '1}', { id: 'x' }),
      chunk({}, 'tool_calls'),
    )
    expect(inputsOf(stream)).toEqual(['{"a":1}'])
  })

  test('a call without an id gets one', () => {
    const completion = {
      choices: [{ message: { tool_calls: [{ function: { name: 'f', arguments: 'no json' } }] } }],
    }
    const [block] = listOf(
      answered(contextOf('anthropic-messages', 'openai-chat'), completion)['content'],
    ).map(membersOf)
    expect(block?.['id']).toMatch(/^call_0_\w{8}$/)
    expect(block?.['input']).toEqual({ input: 'no json' })
  })

  test('reasoning is read under each of its names', () => {
    for (const message of [
      { reasoning_content: 'Hm.', content: 'x' },
      { reasoning: 'Hm.', content: 'x' },
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
          { type: 'text', text: 'x' },
        ],
      },
    ]) {
      const { content } = answered(contextOf('anthropic-messages', 'openai-chat'), { choices: [{ message }] })
      expect(content).toMatchObject([
        { type: 'thinking', thinking: 'Hm.' },
        { type: 'text', text: 'x' },
      ])
    }
  })

  test('a stream without [DONE] is whole when it said why it stopped', () => {
    const stream = chunked(chunk({ content: 'x' }), chunk({}, 'stop')).replace('data: [DONE]\n\n', '')
    expect(streamed(contextOf('anthropic-messages', 'openai-chat'), stream).at(-1)?.name).toBe('message_stop')
  })

  test('an error inside of a stream keeps its kind and its words', () => {
    const stream = chunked(chunk({ content: 'x' }), {
      error: { message: 'Slow down.', type: 'requests', code: 'rate_limit_exceeded' },
    })
    expect(dataOf(streamed(contextOf('anthropic-messages', 'openai-chat'), stream)).at(-1)).toEqual({
      type: 'error',
      error: { type: 'rate_limit_error', message: 'Slow down.' },
      request_id: 'req_1',
    })
  })

  test('a provider that refuses stream_options is not sent any', () => {
    const request = { max_tokens: 9, stream: true, messages: [{ role: 'user', content: 'x' }] }
    const { body } = translated('anthropic-messages', 'openai-chat', request, { streamUsage: false })
    expect(body).not.toHaveProperty('stream_options')
  })

  test('texts without a letter, which Anthropic refuses, are left out', () => {
    const messages = [
      {
        role: 'user',
        content: [
          { type: 'text', text: '' },
          { type: 'text', text: 'x' },
        ],
      },
      { role: 'assistant', content: ' ' },
      { role: 'user', content: 'y' },
    ]
    const { body } = translated('openai-chat', 'anthropic-messages', { messages })
    expect(body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'x' }] },
      { role: 'user', content: [{ type: 'text', text: 'y' }] },
    ])
  })
})
