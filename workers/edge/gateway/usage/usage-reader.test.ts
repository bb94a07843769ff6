import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Protocol } from '../protocols/protocol.ts'
import { cut, cuts, encode } from '../testing/bytes.ts'
import { readUsage } from './read-usage.ts'
import { UsageReader } from './usage-reader.ts'
import type { UsageReport } from './usage-reader.ts'
import { readWholeUsage } from './whole-usage.ts'

function report(
  protocol: Protocol,
  text: string,
  lengths: readonly number[] = [],
  isStream = true,
): UsageReport {
  if (!isStream) return readWholeUsage(protocol, encode(text))
  const reader = new UsageReader(protocol)
  for (const piece of cut(encode(text), lengths)) reader.push(piece)
  return reader.finish()
}

function named(...events: readonly { readonly type: string }[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')
}

function chunks(...bodies: readonly object[]): string {
  return bodies.map((body) => `data: ${JSON.stringify(body)}\n\n`).join('')
}

const NONE = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, reasoning: 0 }

const start = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    usage: {
      input_tokens: 12,
      cache_creation_input_tokens: 300,
      cache_read_input_tokens: 4000,
      cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
      output_tokens: 1,
    },
  },
}
const delta = (text: string): { type: string } =>
  Object.assign({ type: 'content_block_delta' }, { index: 0, delta: { type: 'text_delta', text } })
const messageDelta = {
  type: 'message_delta',
  delta: { stop_reason: 'end_turn', stop_sequence: null },
  usage: { output_tokens: 77, input_tokens: null, output_tokens_details: { thinking_tokens: 20 } },
}
const messageStop = { type: 'message_stop' }
const ANTHROPIC_USAGE = {
  input: 12,
  output: 77,
  cacheRead: 4000,
  cacheWrite: 300,
  cacheWriteLong: 200,
  reasoning: 20,
}

const choice = (content: string): object => ({
  id: 'c',
  choices: [{ index: 0, delta: { content } }],
  usage: null,
})
const chatUsage = {
  id: 'c',
  choices: [],
  usage: {
    prompt_tokens: 100,
    completion_tokens: 9,
    total_tokens: 109,
    prompt_tokens_details: { cached_tokens: 60 },
  },
}
const DONE = 'data: [DONE]\n\n'

describe('the usage of a stream', () => {
  test('of Anthropic is its first event with what its last one changes', () => {
    const stream = named(start, delta('Hi'), messageDelta, messageStop)
    expect(report('anthropic-messages', stream)).toEqual({
      end: 'complete',
      usage: ANTHROPIC_USAGE,
      exact: true,
      bytes: encode(stream).length,
    })
  })

  test('is the same however long the stream is and wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 3000 }), { maxLength: 60 }),
        cuts,
        (texts, lengths) => {
          const stream = named(start, ...texts.map(delta), messageDelta, messageStop)
          expect(report('anthropic-messages', stream, lengths)).toMatchObject({
            end: 'complete',
            usage: ANTHROPIC_USAGE,
          })
        },
      ),
      { numRuns: 40 },
    )
  })

  test('is not fooled by an answer that talks about usage', () => {
    const text =
      '"usage":{"input_tokens":999999,"output_tokens":999999} event: error\n\ndata: {"error":{}}\n\n'
    const stream = named(start, delta(text.repeat(400)), delta(text), messageDelta, messageStop)
    expect(report('anthropic-messages', stream)).toMatchObject({ end: 'complete', usage: ANTHROPIC_USAGE })
  })

  test('of OpenAI chat counts cached tokens once, and is null where the provider gives none', () => {
    expect(report('openai-chat', chunks(choice('Hi'), chatUsage) + DONE)).toMatchObject({
      end: 'complete',
      usage: { ...NONE, input: 40, cacheRead: 60, output: 9 },
    })
    expect(report('openai-chat', chunks(choice('Hi')) + DONE)).toMatchObject({ end: 'complete', usage: null })
  })

  test('of OpenAI responses is found behind an answer that is repeated whole, larger than what is kept', () => {
    const usage = {
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 60, cache_write_tokens: 10 },
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 40 },
      total_tokens: 150,
    }
    const metadata = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`key${i}`, 'v'.repeat(500)]))
    const response = { id: 'r', output: [{ text: 'x'.repeat(100_000) }], usage, user: null, metadata }
    const stream = named(Object.assign({ type: 'response.completed' }, { response }))
    expect(report('openai-responses', stream)).toMatchObject({
      end: 'complete',
      usage: { ...NONE, input: 30, cacheRead: 60, cacheWrite: 10, output: 50, reasoning: 40 },
    })
  })
})

describe('the end of a stream', () => {
  const endOf = (protocol: Protocol, stream: string): string => report(protocol, stream).end

  test('is proper with the last event of the protocol only', () => {
    expect(endOf('anthropic-messages', named(start, delta('a'), messageDelta))).toBe('cut')
    expect(endOf('anthropic-messages', named(start, messageDelta, messageStop) + DONE)).toBe('complete')
    expect(endOf('openai-chat', chunks(choice('a'), chatUsage))).toBe('cut')
    expect(endOf('openai-chat', chunks(choice('x'.repeat(50_000))) + DONE)).toBe('complete')
    expect(endOf('openai-responses', named({ type: 'response.created' }))).toBe('cut')
    expect(endOf('openai-responses', named({ type: 'response.incomplete' }))).toBe('complete')
    expect(endOf('openai-chat', '')).toBe('cut')
  })

  test('is proper with a ping or a comment behind it, and with CRLF', () => {
    const stream = named(start, messageDelta, messageStop, { type: 'ping' })
    expect(endOf('anthropic-messages', `${stream}: bye\n\n`)).toBe('complete')
    expect(endOf('anthropic-messages', stream.replaceAll('\n', '\r\n'))).toBe('complete')
  })

  test('is an error where the provider says so', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
    expect(endOf('anthropic-messages', named(start, delta('a'), error))).toBe('error')
    expect(endOf('openai-chat', chunks(choice('a'), { error: { message: 'no' } }) + DONE)).toBe('error')
    expect(endOf('openai-chat', chunks(choice('a'), { error: { message: 'no' } }))).toBe('error')
    expect(endOf('openai-responses', named({ type: 'response.failed' }))).toBe('error')
  })

  test('before the count leaves an estimate that says it is one', () => {
    const cutOff = report(
      'anthropic-messages',
      named(start, ...Array.from({ length: 50 }, () => delta('some words'))),
    )
    expect(cutOff.exact).toBe(false)
    expect(cutOff.usage).toMatchObject({ input: 12, cacheRead: 4000 })
    expect(cutOff.usage?.output).toBeGreaterThan(50)
  })
})

describe('the usage of a JSON answer', () => {
  const body = (text: string): string =>
    JSON.stringify({
      usage_of: 'x',
      content: [{ input: { usage: { input_tokens: 1 } } }],
      text,
      usage: start.message.usage,
    })

  test('is its own, not one that a tool call carries', () => {
    const own = { input: 12, output: 1, cacheRead: 4000, cacheWrite: 300 }
    expect(report('anthropic-messages', body(''), [], false)).toMatchObject({ end: 'complete', usage: own })
    expect(report('anthropic-messages', body('"'.repeat(200_000)), [], false)).toMatchObject({ usage: own })
  })

  test('is found where it stands before a long answer', () => {
    const text = JSON.stringify({ usage: { prompt_tokens: 8, total_tokens: 8 }, data: 'x'.repeat(100_000) })
    expect(report('openai-embeddings', text, [], false).usage).toEqual({ ...NONE, input: 8 })
  })

  test('is null in an answer that has none or is cut', () => {
    expect(report('openai-chat', '{"id":"c"}', [], false)).toMatchObject({ end: 'complete', usage: null })
    expect(report('openai-chat', '{"usage":{"prompt_tok', [], false)).toMatchObject({
      end: 'cut',
      usage: null,
    })
  })
})

describe('a usage object', () => {
  test('of providers beside OpenAI is read with their own names', () => {
    const deepseek = {
      prompt_tokens: 100,
      completion_tokens: 5,
      prompt_cache_hit_tokens: 70,
      prompt_cache_miss_tokens: 30,
    }
    expect(readUsage('openai-chat', deepseek)).toEqual({ ...NONE, input: 30, cacheRead: 70, output: 5 })
    const litellm = {
      prompt_tokens: 100,
      completion_tokens: 5,
      cache_read_input_tokens: 60,
      cache_creation_input_tokens: 30,
    }
    expect(readUsage('openai-chat', litellm)).toEqual({
      ...NONE,
      input: 10,
      cacheRead: 60,
      cacheWrite: 30,
      output: 5,
    })
    const gemini = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 40 }
    expect(readUsage('openai-chat', gemini)).toEqual({ ...NONE, input: 10, output: 30 })
  })

  test('never counts a token twice or below zero', () => {
    const count = fc.nat({ max: 10_000 })
    fc.assert(
      fc.property(count, count, count, count, (prompt, cached, written, output) => {
        const usage = readUsage('openai-chat', {
          prompt_tokens: prompt,
          completion_tokens: output,
          total_tokens: prompt + output,
          prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written },
        })
        expect(usage?.input).toBe(Math.max(0, prompt - cached - written))
        expect(usage?.output).toBe(output)
      }),
    )
  })

  test.each([null, undefined, 5, 'x', [], {}, { prompt_tokens: '5' }, { prompt_tokens: -1 }])(
    '%j is none',
    (usage) => {
      expect(readUsage('openai-chat', usage)).toBeNull()
      expect(readUsage('anthropic-messages', usage)).toBeNull()
    },
  )
})
