import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, encode, membersOf, nastyText, parseJson } from '../testing/bytes.ts'
import { inspect } from './inspect.ts'
import type { Traits } from './traits.ts'

const DEFAULTS = { model: 'm', stream: false, thinking: false, images: 0, tools: 0, maxOutputTokens: null }
const json = fc.jsonValue({ maxDepth: 6 })

function traitsOf(body: unknown, protocol: Parameters<typeof inspect>[0] = 'anthropic-messages'): Traits {
  const inspected = inspect(protocol, encode(JSON.stringify(body)))
  if (!inspected.ok) throw new Error(inspected.error.message)
  return inspected.value.traits
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('what is JSON', () => {
  test('every document that JSON.parse reads is read, with every field at its place', () => {
    fc.assert(
      fc.property(fc.dictionary(nastyText, json), fc.constantFrom(0, 1, '\t'), (others, indent) => {
        const text = JSON.stringify({ model: 'm', ...others, stream: false }, null, indent)
        const body = encode(text)
        const inspected = inspect('openai-chat', body)
        fc.pre(typeof others['model'] === 'string' || !('model' in others))
        fc.pre(others['model'] !== '')
        expect(inspected.ok).toBe(true)
        if (!inspected.ok) return
        const read = inspected.value.fields.map(({ name, start, end }) => [
          name,
          parseJson(decode(body.subarray(start, end))),
        ])
        expect(read).toEqual(membersOf(text))
      }),
    )
  })

  test('a document that was damaged is read exactly when JSON.parse reads it', () => {
    const damages = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom(...'{}[]",:\\0123456789-+.eEtfnu \n\u0001'.split(''))),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), damages, (others, places) => {
        let text = JSON.stringify({ a: others, model: 'm' })
        for (const [place, character] of places) {
          const at = place % text.length
          text = text.slice(0, at) + character + text.slice(at + 1)
        }
        const inspected = inspect('openai-chat', encode(text))
        const isMalformed = !inspected.ok && inspected.error.message === 'The request body is not valid JSON.'
        expect(isMalformed).toBe(!isJson(text.toWellFormed()))
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    '{"model":"m"',
    '{"model":"m",}',
    '{"model":"m"}x',
    '{model:"m"}',
    '{"model":"m","a":01}',
    '{"model":"m","a":1.}',
    '{"model":"m","a":.5}',
    '{"model":"m","a":1e}',
    '{"model":"m","a":"\n"}',
    '{"model":"m","a":"\\x"}',
    '{"model":"m","a":"\\u12g4"}',
    '{"model":"m","a":[1 2]}',
    '{"model":"m","a":{"b"}}',
    '{"model":"m","a":nul}',
    '{"model":"m","messages":[{"content":[}]}',
    '',
    '   ',
  ])('%j is refused', (text) => {
    const inspected = inspect('anthropic-messages', encode(text))
    expect(inspected).toEqual({
      ok: false,
      error: { code: 'call.malformed', message: 'The request body is not valid JSON.' },
    })
  })

  test('a nesting of a hundred thousand levels neither overflows the stack nor is misread', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(inspect('openai-chat', encode(`{"model":"m","messages":${deep}}`)).ok).toBe(true)
    expect(inspect('openai-chat', encode(`{"model":"m","x":${deep.slice(1)}}`)).ok).toBe(false)
  })

  test.each([['[]'], ['"m"'], ['null']])('%s is no request', (text) => {
    expect(inspect('anthropic-messages', encode(text))).toMatchObject({
      error: { message: 'The request body must be a JSON object.' },
    })
  })
})

describe('the traits of a request', () => {
  test.each([{}, { model: 1 }, { model: '' }, { model: null }])('%j names no model', (body) => {
    expect(inspect('openai-chat', encode(JSON.stringify(body)))).toMatchObject({
      error: { code: 'call.malformed', details: { param: 'model' } },
    })
  })

  test('stream must be true, false or left out', () => {
    expect(traitsOf({ model: 'm', stream: true }).stream).toBe(true)
    expect(traitsOf({ model: 'm', stream: null }).stream).toBe(false)
    expect(inspect('openai-chat', encode('{"model":"m","stream":"yes"}'))).toMatchObject({
      error: { details: { param: 'stream' } },
    })
  })

  test('a nested model is not the model, an escaped name is, and of two the last counts', () => {
    expect(traitsOf({ metadata: { model: 'x' }, model: 'm', messages: [{ model: 'y' }] }).model).toBe('m')
    const inspected = inspect('openai-chat', encode('{"model":"a","mod\\u0065l":"\\u0062\\n漢"}'))
    expect(inspected).toMatchObject({ value: { traits: { model: 'b\n漢' } } })
  })

  test('what the answer may have is read by the protocol, over all answers asked for', () => {
    expect(traitsOf({ model: 'm', max_tokens: 7 }).maxOutputTokens).toBe(7)
    expect(traitsOf({ model: 'm', max_tokens: 7, n: 3 }, 'openai-chat').maxOutputTokens).toBe(21)
    expect(
      traitsOf({ model: 'm', max_tokens: 7, max_completion_tokens: 9 }, 'openai-chat').maxOutputTokens,
    ).toBe(9)
    expect(traitsOf({ model: 'm', max_output_tokens: 5 }, 'openai-responses').maxOutputTokens).toBe(5)
    expect(traitsOf({ model: 'm', max_tokens: 5 }, 'openai-responses').maxOutputTokens).toBeNull()
    expect(traitsOf({ model: 'm', input: 'x' }, 'openai-embeddings')).toMatchObject(DEFAULTS)
  })

  test('thinking is asked for in each protocol in its own way', () => {
    expect(traitsOf({ model: 'm', thinking: { type: 'adaptive' } }).thinking).toBe(true)
    expect(traitsOf({ model: 'm', thinking: { type: 'enabled', budget_tokens: 2000 } }).thinking).toBe(true)
    expect(traitsOf({ model: 'm', thinking: { type: 'disabled' } }).thinking).toBe(false)
    expect(traitsOf({ model: 'm', reasoning_effort: 'low' }, 'openai-chat').thinking).toBe(true)
    expect(traitsOf({ model: 'm', reasoning_effort: 'none' }, 'openai-chat').thinking).toBe(false)
    expect(traitsOf({ model: 'm', reasoning: { effort: 'high' } }, 'openai-responses').thinking).toBe(true)
    expect(traitsOf({ model: 'm' }, 'openai-responses').thinking).toBe(false)
  })

  test('images are counted where a message or a tool result shows one, and nowhere else', () => {
    const image = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }
    const result = { type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'a' }, image] }
    const call = { type: 'tool_use', id: 't', name: 'draw', input: { content: [{ type: 'image' }] } }
    const messages = [
      { role: 'user', content: [image, result] },
      { role: 'assistant', content: [call] },
    ]
    expect(traitsOf({ model: 'm', messages }).images).toBe(2)
    const part = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }
    expect(
      traitsOf({ model: 'm', messages: [{ role: 'user', content: [part] }] }, 'openai-chat').images,
    ).toBe(1)
    const input = [
      { role: 'user', content: [{ type: 'input_image', image_url: 'https://example.com/a.png' }] },
      { type: 'function_call_output', call_id: 'c', output: [{ type: 'input_image', image_url: 'data:x' }] },
    ]
    expect(traitsOf({ model: 'm', input }, 'openai-responses').images).toBe(2)
  })

  test('tools are counted', () => {
    expect(traitsOf({ model: 'm', tools: [{ name: 'a' }, { name: 'b' }] }).tools).toBe(2)
    expect(traitsOf({ model: 'm', tools: [] }).tools).toBe(0)
  })
})

describe('the estimate of the input', () => {
  const data = 'A'.repeat(400_000)

  test('follows the bytes, and weighs other scripts more', () => {
    const english = traitsOf({ model: 'm', messages: [{ role: 'user', content: 'word '.repeat(8000) }] })
    expect(english.estimatedInputTokens).toBeGreaterThan(9_500)
    expect(english.estimatedInputTokens).toBeLessThan(10_500)
    const chinese = traitsOf({ model: 'm', messages: [{ role: 'user', content: '漢字'.repeat(4000) }] })
    expect(chinese.estimatedInputTokens).toBeGreaterThan(7_900)
    expect(chinese.estimatedInputTokens).toBeLessThan(8_500)
  })

  test.each([
    ['anthropic-messages', { type: 'image', source: { type: 'base64', media_type: 'image/png', data } }],
    ['openai-chat', { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } }],
    ['openai-responses', { type: 'input_image', image_url: `data:image/png;base64,${data}` }],
  ] as const)('counts an image of %s as one image, not by its base64', (protocol, part) => {
    const messages = [{ role: 'user', content: [part] }]
    const body = protocol === 'openai-responses' ? { model: 'm', input: messages } : { model: 'm', messages }
    const { estimatedInputTokens } = traitsOf(body, protocol)
    expect(estimatedInputTokens).toBeGreaterThan(1_500)
    expect(estimatedInputTokens).toBeLessThan(1_800)
  })

  test('counts a document by its pages, one of plain text as text', () => {
    const document = (source: object): Traits =>
      traitsOf({ model: 'm', messages: [{ role: 'user', content: [{ type: 'document', source }] }] })
    expect(
      document({ type: 'base64', media_type: 'application/pdf', data }).estimatedInputTokens,
    ).toBeLessThan(25_000)
    expect(document({ type: 'text', data, media_type: 'text/plain' }).estimatedInputTokens).toBeGreaterThan(
      99_000,
    )
  })
})
