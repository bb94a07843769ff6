import { describe, expect, test } from 'vitest'
import { lossesOf, MODEL, refusalOf, translated } from '../testing/exchange.ts'
import { ANTHROPIC_REQUEST, CHAT_REQUEST, RESPONSES_REQUEST } from '../testing/three-ways.ts'
import { AGGREGATOR, COMPATIBLE } from './dialect.ts'
import { listOf, membersOf } from './json.ts'

const REQUESTS = {
  'anthropic-messages': ANTHROPIC_REQUEST,
  'openai-chat': CHAT_REQUEST,
  'openai-responses': RESPONSES_REQUEST,
} as const

const user = (content: unknown): object => ({ role: 'user', content })
const say = (...messages: unknown[]): { model: string; max_tokens: number; messages: unknown[] } => ({
  model: MODEL,
  max_tokens: 500,
  messages,
})

function messagesOf(body: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  return listOf(body['messages']).map(membersOf)
}

describe('one request in three protocols', () => {
  test.each([
    ['anthropic-messages', 'openai-chat', ['changed: cache mark for an hour']],
    ['anthropic-messages', 'openai-responses', ['changed: cache mark for an hour']],
    [
      'openai-chat',
      'anthropic-messages',
      ['changed: cache mark for 12 hours', 'dropped: name and description of a schema'],
    ],
    ['openai-chat', 'openai-responses', []],
    [
      'openai-responses',
      'anthropic-messages',
      ['changed: cache mark for 12 hours', 'dropped: name and description of a schema'],
    ],
    ['openai-responses', 'openai-chat', []],
  ] as const)('from %s to %s is what its vendor documents, losing only %j', (from, to, losses) => {
    const result = translated(from, to, REQUESTS[from])
    expect(result.body).toEqual(REQUESTS[to])
    expect(lossesOf(result)).toEqual(losses)
  })
})

describe('tool results', () => {
  const image = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }
  const failed = { type: 'tool_result', tool_use_id: 'c1', is_error: true, content: 'it broke' }
  const shown = { type: 'tool_result', tool_use_id: 'c2', content: [{ type: 'text', text: 'see' }, image] }
  const calls = [
    { type: 'tool_use', id: 'c1', name: 'a', input: {} },
    { type: 'tool_use', id: 'c2', name: 'b', input: {} },
  ]
  const request = say(
    user('go'),
    { role: 'assistant', content: calls },
    user([failed, shown, { type: 'text', text: 'so?' }]),
  )

  test('that failed say so in OpenAI’s protocols, and images move behind the results in chat', () => {
    const result = translated('anthropic-messages', 'openai-chat', request)
    expect(messagesOf(result.body).slice(2)).toEqual([
      { role: 'tool', tool_call_id: 'c1', content: 'Error: it broke' },
      { role: 'tool', tool_call_id: 'c2', content: 'see' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Shown by the result of c2:' },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          { type: 'text', text: 'so?' },
        ],
      },
    ])
    expect(lossesOf(result)).toEqual([
      'changed: image or document in a tool result',
      'changed: failed tool call',
    ])
  })

  test('keep their images in responses', () => {
    const { body } = translated('anthropic-messages', 'openai-responses', request)
    expect(listOf(body['input']).at(-2)).toEqual({
      type: 'function_call_output',
      call_id: 'c2',
      output: [
        { type: 'input_text', text: 'see' },
        { type: 'input_image', detail: 'auto', image_url: 'https://example.com/a.png' },
      ],
    })
  })

  test('of one round, and what is said with them, are one turn for Anthropic', () => {
    const { body } = translated('openai-chat', 'anthropic-messages', {
      model: MODEL,
      messages: [
        user('go'),
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'a:1', type: 'function', function: { name: 'f', arguments: '' } }],
        },
        { role: 'tool', tool_call_id: 'a:1', content: 'done' },
        user('thanks'),
      ],
    })
    expect(messagesOf(body).slice(1)).toEqual([
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a_1', name: 'f', input: {} }] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a_1', content: [{ type: 'text', text: 'done' }] },
          { type: 'text', text: 'thanks' },
        ],
      },
    ])
  })
})

describe('cache marks', () => {
  const request = say(user([{ type: 'text', text: 'x', cache_control: { type: 'ephemeral', ttl: '1h' } }]))

  test('survive as they are where the provider takes Anthropic’s', () => {
    const { body, notes } = translated('anthropic-messages', 'openai-chat', request, AGGREGATOR)
    expect(messagesOf(body)[0]?.['content']).toEqual(membersOf(request.messages[0])['content'])
    expect(notes).toEqual([])
  })

  test('are read from chat in Anthropic’s words too, on parts and tools', () => {
    const cache_control = { type: 'ephemeral', ttl: '5m' }
    const { body } = translated('openai-chat', 'anthropic-messages', {
      model: MODEL,
      messages: [{ role: 'system', content: [{ type: 'text', text: 's', cache_control }] }, user('x')],
      tools: [{ type: 'function', function: { name: 'f', parameters: {} }, cache_control }],
    })
    expect(body).toMatchObject({
      system: [{ type: 'text', text: 's', cache_control }],
      tools: [{ cache_control }],
    })
  })

  test('are dropped with a note where the provider would refuse them', () => {
    const result = translated('anthropic-messages', 'openai-chat', request, COMPATIBLE)
    expect(messagesOf(result.body)[0]).toEqual({ role: 'user', content: 'x' })
    expect(lossesOf(result)).toEqual(['dropped: cache mark'])
  })
})

describe('tools', () => {
  const name = `mcp__${'server'.repeat(12)}__tool`

  test('with names that OpenAI does not take are renamed, the same way each time, and named back', () => {
    const request = {
      ...say(user('x')),
      tools: [{ name, input_schema: {} }],
      tool_choice: { type: 'tool', name },
    }
    const first = translated('anthropic-messages', 'openai-chat', request)
    const short = String(membersOf(membersOf(listOf(first.body['tools'])[0])['function'])['name'])
    expect(short).toHaveLength(64)
    expect(first.body['tool_choice']).toEqual({ type: 'function', function: { name: short } })
    expect(first.context.longNames.get(short)).toBe(name)
    expect(translated('anthropic-messages', 'openai-chat', request).body).toEqual(first.body)
  })

  test('of the strict kind stay strict only where OpenAI’s rules allow it', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }
    const request = { ...say(user('x')), tools: [{ name: 'f', input_schema: schema, strict: true }] }
    expect(translated('anthropic-messages', 'openai-responses', request).body['tools']).toMatchObject([
      { strict: false },
    ])
    const closed = {
      ...request,
      tools: [{ name: 'f', input_schema: { ...schema, required: ['a'] }, strict: true }],
    }
    expect(translated('anthropic-messages', 'openai-responses', closed).body['tools']).toMatchObject([
      { strict: true },
    ])
  })

  test('of the custom kind become functions of one text for Anthropic', () => {
    const request = {
      model: MODEL,
      input: [
        { role: 'user', content: 'x' },
        { type: 'custom_tool_call', call_id: 'c', name: 'patch', input: '*** Begin' },
        { type: 'custom_tool_call_output', call_id: 'c', output: 'ok' },
      ],
      tools: [{ type: 'custom', name: 'patch' }],
    }
    const { body, context } = translated('openai-responses', 'anthropic-messages', request)
    expect(body['tools']).toMatchObject([
      { name: 'patch', input_schema: { properties: { input: { type: 'string' } } } },
    ])
    expect(messagesOf(body)[1]?.['content']).toMatchObject([
      { type: 'tool_use', input: { input: '*** Begin' } },
    ])
    expect(context.customTools).toEqual(new Set(['patch']))
    const chat = translated('openai-responses', 'openai-chat', request)
    expect(messagesOf(chat.body)[1]?.['tool_calls']).toEqual([
      { id: 'c', type: 'custom', custom: { name: 'patch', input: '*** Begin' } },
    ])
    expect(translated('openai-chat', 'openai-responses', chat.body).body['input']).toMatchObject([
      { role: 'user' },
      { type: 'custom_tool_call' },
      { type: 'custom_tool_call_output', output: 'ok' },
    ])
  })

  test('that the other provider hosts are dropped, but not when the model must call one', () => {
    const request = { ...say(user('x')), tools: [{ type: 'web_search_20250305', name: 'web_search' }] }
    expect(lossesOf(translated('anthropic-messages', 'openai-chat', request))).toEqual([
      'dropped: a tool with a type',
    ])
    const forced = { ...request, tool_choice: { type: 'tool', name: 'web_search' } }
    expect(refusalOf('anthropic-messages', 'openai-chat', forced)).toMatch(
      /^call.unsupported tool choice of a hosted tool/,
    )
  })

  test('that are allowed for a turn are the only ones sent', () => {
    const tools = ['a', 'b'].map((tool) => ({ type: 'function', function: { name: tool, parameters: {} } }))
    const tool_choice = {
      type: 'allowed_tools',
      allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'b' } }] },
    }
    const { body } = translated('openai-chat', 'anthropic-messages', {
      ...say(user('x')),
      tools,
      tool_choice,
    })
    expect(body['tools']).toMatchObject([{ name: 'b' }])
    expect(body['tool_choice']).toEqual({ type: 'any' })
  })
})
