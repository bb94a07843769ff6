import { describe, expect, test } from 'vitest'
import {
  ask,
  attemptAt,
  HELLO,
  scriptProviders,
  streaming,
  TestRouter,
  WrittenStream,
} from '../testing/calling.ts'
import { CHAT, MESSAGE, wire } from '../testing/sse.ts'

const WHOLE = '{"id":"msg_b","content":[],"usage":{"input_tokens":12,"output_tokens":7}}'
const STREAMED = { ...HELLO['anthropic-messages'], stream: true }

function json(status: number, body: string, headers: Readonly<Record<string, string>> = {}): () => Response {
  return () => new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } })
}

function errorOf(type: string): string {
  return JSON.stringify({ type: 'error', error: { type, message: `it is ${type}` } })
}

describe('the next provider is asked', () => {
  test.each([
    [401, 'key'],
    [402, 'key'],
    [403, 'key'],
    [408, 'provider'],
    [409, 'provider'],
    [429, 'rate-limit'],
    [500, 'provider'],
    [502, 'provider'],
    [503, 'provider'],
    [504, 'provider'],
    [529, 'provider'],
  ])('after a %i, which is the fault of its %s', async (status, fault) => {
    const heard = scriptProviders({
      a: json(status, errorOf('x'), { 'retry-after': '3' }),
      b: json(200, WHOLE),
    })
    const router = new TestRouter([attemptAt('a'), attemptAt('b', 1)])
    const { response } = await ask(router)
    expect([response.status, await response.text()]).toEqual([200, WHOLE])
    expect(heard.map(({ url }) => new URL(url).host)).toEqual(['a', 'b'])
    expect(router.settlements).toMatchObject([
      {
        status: 'ok',
        attempts: [
          { index: 0, status, fault, retryAfterSeconds: 3, reason: `${status}: it is x` },
          { index: 1, status: 200, fault: 'none', reason: null },
        ],
      },
    ])
  })

  test('after a redirect, which is not followed', async () => {
    const heard = scriptProviders({
      a: () => new Response(null, { status: 307, headers: { location: 'https://elsewhere/' } }),
      b: json(200, WHOLE),
    })
    const router = new TestRouter([attemptAt('a'), attemptAt('b', 1)])
    await ask(router)
    expect(heard.map(({ url }) => new URL(url).host)).toEqual(['a', 'b'])
    expect(router.settlements[0]?.attempts[0]).toMatchObject({ status: 307, fault: 'provider' })
  })

  test('after a connection that was refused, or broke before the answer was whole', async () => {
    const half = (heard: ConstructorParameters<typeof WrittenStream>[0]) => {
      const stream = new WrittenStream(heard, 'application/json')
      stream.write('{"half":')
      stream.breakOff()
      return stream.response
    }
    scriptProviders({ half, b: json(200, WHOLE) })
    const router = new TestRouter([attemptAt('nobody'), attemptAt('half', 1), attemptAt('b', 2)])
    const { response } = await ask(router)
    expect(await response.text()).toBe(WHOLE)
    expect(router.settlements[0]?.attempts).toMatchObject([
      { status: null, fault: 'provider' },
      { status: null, fault: 'provider' },
      { status: 200 },
    ])
  })

  test('after the time until the first byte is over, for the head and for the first event', async () => {
    const signals: AbortSignal[] = []
    scriptProviders({
      silent: ({ signal }) => {
        signals.push(signal)
        return new Promise<Response>(() => undefined)
      },
      headonly: (heard) => {
        signals.push(heard.signal)
        return new WrittenStream(heard).response
      },
      b: streaming(MESSAGE),
    })
    const router = new TestRouter([
      attemptAt('silent', 0, { timeoutMs: 60 }),
      attemptAt('headonly', 1, { timeoutMs: 60 }),
      attemptAt('b', 2),
    ])
    const { response, settled } = await ask(router, { body: STREAMED })
    expect(await response.text()).toBe(MESSAGE.join(''))
    await settled()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
    const reason = 'The provider gave no answer within 0.06 seconds.'
    expect(router.settlements[0]?.attempts).toMatchObject([{ reason }, { reason }, { reason: null }])
  })

  test('after a stream that begins with an error, or is empty', async () => {
    const overloaded = wire({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })
    scriptProviders({
      a: streaming([': wait\n\n' + overloaded.join('')]),
      empty: streaming([]),
      b: streaming(MESSAGE),
    })
    const router = new TestRouter([attemptAt('a'), attemptAt('empty', 1), attemptAt('b', 2)])
    const { response, settled } = await ask(router, { body: STREAMED })
    expect(await response.text()).toBe(MESSAGE.join(''))
    await settled()
    expect(router.settlements[0]?.attempts).toMatchObject([
      { status: 200, fault: 'provider' },
      { status: 200, fault: 'provider' },
      { fault: 'none' },
    ])
  })

  test('after a web page', async () => {
    scriptProviders({
      a: () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
      b: json(200, WHOLE),
    })
    const { response } = await ask(new TestRouter([attemptAt('a'), attemptAt('b', 1)]))
    expect(await response.text()).toBe(WHOLE)
  })

  test('after one that can not be told what is asked, without asking that one', async () => {
    const heard = scriptProviders({ b: json(200, WHOLE) })
    const body = { ...HELLO['anthropic-messages'], container: 'c_1' }
    const chat = { kind: 'openai', protocol: 'openai-chat' } as const
    const router = new TestRouter([attemptAt('a', 0, chat), attemptAt('b', 1)])
    const { response } = await ask(router, { body })
    expect([response.status, heard.length]).toEqual([200, 1])
    expect(router.settlements[0]?.attempts).toMatchObject([{ status: null, fault: 'none' }, { status: 200 }])
  })
})

describe('nobody else is asked', () => {
  test.each([400, 404, 405, 413, 415, 422])('after a %i: the request is wrong', async (status) => {
    const heard = scriptProviders({ a: json(status, errorOf('invalid_request_error')), b: json(200, WHOLE) })
    const router = new TestRouter([attemptAt('a'), attemptAt('b', 1)])
    const { response } = await ask(router)
    expect([response.status, await response.text()]).toEqual([status, errorOf('invalid_request_error')])
    expect(heard.length).toBe(1)
    expect(router.settlements).toMatchObject([{ status: 'failed', attempts: [{ status, fault: 'none' }] }])
  })

  test('after the first byte', async () => {
    const heard = scriptProviders({ a: streaming(MESSAGE.slice(0, 3), 'break'), b: streaming(MESSAGE) })
    const router = new TestRouter([attemptAt('a'), attemptAt('b', 1)])
    const { response, settled } = await ask(router, { body: STREAMED })
    expect((await response.text()).startsWith(MESSAGE.slice(0, 3).join(''))).toBe(true)
    await settled()
    expect(heard.length).toBe(1)
    expect(router.settlements).toMatchObject([{ status: 'cut', attempts: [{ fault: 'provider' }] }])
  })
})

describe('when every provider has failed', () => {
  test('the last one’s answer is given unmodified', async () => {
    scriptProviders({
      a: json(500, errorOf('api_error')),
      b: json(529, errorOf('overloaded_error'), { 'x-should-retry': 'true' }),
    })
    const { response } = await ask(new TestRouter([attemptAt('a'), attemptAt('b', 1)]))
    expect([response.status, await response.text()]).toEqual([529, errorOf('overloaded_error')])
    expect(response.headers.get('x-should-retry')).toBe('true')
  })

  test('the last one’s answer is given in the client’s words, where it spoke others', async () => {
    const body = JSON.stringify({
      error: { message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded' },
    })
    scriptProviders({ a: json(429, body, { 'retry-after': '2', 'x-request-id': 'theirs' }) })
    const chat = { kind: 'openai', protocol: 'openai-chat' } as const
    const { response } = await ask(new TestRouter([attemptAt('a', 0, chat)]))
    expect(response.status).toBe(429)
    expect(await response.json()).toEqual({
      type: 'error',
      error: { type: 'rate_limit_error', message: 'Slow down' },
      request_id: 'req_of_this_test',
    })
    expect(response.headers.get('retry-after')).toBe('2')
    expect(response.headers.get('request-id')).toBe('req_of_this_test')
  })

  test('one that could not be reached is a 502 without a word of the house’s inside', async () => {
    scriptProviders({})
    const { response } = await ask(new TestRouter([attemptAt('a')]))
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: { type: 'api_error', message: 'The provider could not be reached, or broke the connection.' },
    })
  })

  test('one that took too long is a 504', async () => {
    scriptProviders({ a: () => new Promise<Response>(() => undefined) })
    const { response } = await ask(new TestRouter([attemptAt('a', 0, { timeoutMs: 30 })]))
    expect(response.status).toBe(504)
  })

  test('a stream that begins with an error is passed on from the last one', async () => {
    const pieces = wire({ error: { message: 'no', type: 'server_error' } })
    scriptProviders({ a: streaming(pieces) })
    const router = new TestRouter([attemptAt('a', 0, { protocol: 'openai-chat' })])
    const body = { ...HELLO['openai-chat'], stream: true }
    const { response, settled } = await ask(router, { protocol: 'openai-chat', body })
    expect(await response.text()).toBe(pieces.join(''))
    await settled()
    expect(router.settlements).toMatchObject([{ status: 'cut', attempts: [{ fault: 'provider' }] }])
  })

  test('the reason that is kept holds no key, even where the provider repeats it', async () => {
    scriptProviders({ a: json(401, JSON.stringify({ error: { message: 'bad key sk-secret-of-a' } })) })
    const router = new TestRouter([attemptAt('a')])
    await ask(router)
    expect(router.settlements[0]?.attempts[0]?.reason).toBe('401: bad key ***')
  })
})

test('a stream of another protocol is translated, and its usage booked', async () => {
  const heard = scriptProviders({ a: streaming(CHAT) })
  const chat = { kind: 'openai', protocol: 'openai-chat', model: 'gpt-4o' } as const
  const router = new TestRouter([attemptAt('a', 0, { ...chat, headers: { authorization: 'Bearer sk-a' } })])
  const { response, settled } = await ask(router, {
    body: { ...STREAMED, top_k: 3 },
    headers: { 'anthropic-version': '2023-06-01', 'anthropic-beta': 'x' },
    search: '?beta=true',
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const text = await response.text()
  expect(text.match(/^event: .*$/gm)).toEqual([
    'event: message_start',
    'event: content_block_start',
    'event: content_block_delta',
    'event: content_block_stop',
    'event: message_delta',
    'event: message_stop',
  ])
  await settled()
  expect(heard[0]?.url).toBe('https://a/v1/chat/completions')
  expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
    model: 'gpt-4o',
    stream_options: { include_usage: true },
  })
  expect(heard[0]?.headers.get('authorization')).toBe('Bearer sk-a')
  expect(heard[0]?.headers.has('anthropic-beta')).toBe(false)
  expect(router.settlements).toMatchObject([{ status: 'ok', exact: true, usage: { input: 12, output: 7 } }])
  expect(router.settlements[0]?.notes).toEqual([expect.stringMatching(/^top_k dropped: /)])
})
