import { expect, test } from 'vitest'
import { dialectOf } from './dialect-of.ts'

test.each([
  ['claude-3-5-haiku-20241022', 'none', true],
  ['claude-3-7-sonnet-20250219', 'budget', true],
  ['claude-sonnet-4-20250514', 'budget', true],
  ['claude-opus-4-5-20251101', 'budget', true],
  ['claude-sonnet-4-6', 'adaptive', true],
  ['claude-opus-4-7', 'adaptive', false],
  ['claude-opus-5', 'adaptive', false],
  ['claude-opus-5-5', 'adaptive', false],
  ['claude-next', 'adaptive', true],
])('Anthropic’s %s reasons by %s, and may be told how to sample: %s', (model, reasoning, sampling) => {
  expect(dialectOf('anthropic', model)).toMatchObject({ reasoning, sampling, cacheMarks: 'cache_control' })
})

test.each([
  ['gpt-4o', 'none', true],
  ['gpt-4.1-mini', 'none', true],
  ['gpt-5.2', 'effort', false],
  ['gpt-5-chat-latest', 'none', true],
  ['gpt-6', 'effort', false],
  ['o3-mini', 'effort', false],
])('OpenAI’s %s reasons by %s, and may be told how to sample: %s', (model, reasoning, sampling) => {
  expect(dialectOf('openai', model)).toMatchObject({ reasoning, sampling })
})

test('a model that wants to see what it thought is known by its name, wherever it runs', () => {
  expect(dialectOf('deepseek', 'any').wantsReasoningBack).toBe(true)
  expect(dialectOf('vllm', 'moonshotai/Kimi-K3').wantsReasoningBack).toBe(true)
  expect(dialectOf('vllm', 'qwen3-coder').wantsReasoningBack).toBe(false)
})

test('a server that refuses unknown fields is not asked for the usage of its streams', () => {
  expect(dialectOf('mistral', 'mistral-large').streamUsage).toBe(false)
  expect(dialectOf('ollama', 'llama').streamUsage).toBe(true)
})
