import { describe, expect, test } from 'vitest'
import { claudeCodeRequest } from '../testing/claude-code.ts'
import { lossesOf, translated } from '../testing/exchange.ts'
import { AGGREGATOR } from './dialect.ts'
import { isMembers, listOf, membersOf, parseJson, stringOf } from './json.ts'

const request = claudeCodeRequest()

/** Counts the marks of a body by their time to live. */
function marksOf(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => marksOf(element, name))
  if (!isMembers(value)) return []
  const own = isMembers(value[name]) ? [stringOf(value[name]['ttl']) ?? 'default'] : []
  return [...own, ...Object.values(value).flatMap((member) => marksOf(member, name))]
}

describe('a request of Claude Code', () => {
  test('has the size and the shape that it has', () => {
    expect(JSON.stringify(request).length).toBeGreaterThan(40_000)
    expect(request.tools).toHaveLength(12)
    expect(marksOf(request, 'cache_control')).toHaveLength(5)
  })

  test('loses to OpenRouter and LiteLLM only what the table says', () => {
    const result = translated('anthropic-messages', 'openai-chat', request, AGGREGATOR)
    expect(lossesOf(result)).toEqual([
      'dropped: context_management',
      'dropped: billing header of Claude Code',
      'changed: long tool name',
      'dropped: thinking in the history',
      'changed: failed tool call',
      'dropped: user of more than 64 characters',
    ])
  })

  test('keeps every cache mark, with its time to live, where the provider takes Anthropic’s', () => {
    const { body } = translated('anthropic-messages', 'openai-chat', request, AGGREGATOR)
    expect(marksOf(body, 'cache_control')).toEqual(['1h', '1h', 'default', 'default', '1h'])
  })

  test('keeps the marks of its messages in OpenAI’s own words', () => {
    const chat = translated('anthropic-messages', 'openai-chat', request)
    expect(marksOf(chat.body, 'prompt_cache_breakpoint')).toEqual(['12h', '12h', 'default', 'default'])
    const responses = translated('anthropic-messages', 'openai-responses', request)
    expect(marksOf(responses.body, 'prompt_cache_breakpoint')).toEqual(['12h', '12h', 'default', 'default'])
    expect(lossesOf(responses)).toEqual([
      'dropped: context_management',
      'dropped: billing header of Claude Code',
      'changed: long tool name',
      'changed: cache mark for an hour',
      'dropped: thinking in the history',
      'changed: failed tool call',
      'dropped: cache mark on a tool',
      'dropped: user of more than 64 characters',
    ])
  })

  test('keeps the system entry in the middle of the messages where it stands', () => {
    const chat = listOf(translated('anthropic-messages', 'openai-chat', request).body['messages']).map(
      membersOf,
    )
    expect(chat.map(({ role }) => role)).toEqual(['system', 'user', 'system', 'assistant', 'tool', 'tool'])
    expect(chat[2]).toEqual({ role: 'system', content: 'The working directory is /home/ada/notes.' })
    const input = listOf(translated('anthropic-messages', 'openai-responses', request).body['input']).map(
      membersOf,
    )
    expect(input.map(({ role, type }) => role ?? type)).toEqual([
      'system',
      'user',
      'system',
      'assistant',
      'function_call',
      'function_call',
      'function_call_output',
      'function_call_output',
    ])
  })

  test('keeps the order of its system prompt, without the line whose hash would spoil every cache', () => {
    const { body } = translated('anthropic-messages', 'openai-chat', request)
    const system = listOf(membersOf(listOf(body['messages'])[0])['content']).map(
      (part) => membersOf(part)['text'],
    )
    expect(system).toEqual(
      listOf(request.system)
        .slice(1)
        .map((block) => membersOf(block)['text']),
    )
    const next = JSON.stringify(request).replace('cch=eb6c6', 'cch=0aaa9')
    expect(translated('anthropic-messages', 'openai-chat', parseJson(next)).body).toEqual(body)
  })

  test('asks for the same effort, the same bound and a stream with its usage', () => {
    const { body } = translated('anthropic-messages', 'openai-chat', request)
    expect(body).toMatchObject({
      model: 'the-model',
      max_completion_tokens: 128_000,
      reasoning_effort: 'high',
      stream: true,
      stream_options: { include_usage: true },
    })
    expect(listOf(body['tools'])).toHaveLength(12)
  })
})
