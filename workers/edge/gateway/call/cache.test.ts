import { describe, expect, test, vi } from 'vitest'
import { ask, attemptAt, HELLO, scriptProviders, streaming, TestRouter } from '../testing/calling.ts'
import type { Asking } from '../testing/calling.ts'
import { MESSAGE } from '../testing/sse.ts'

const WHOLE = '{"id":"msg_1","content":[],"usage":{"input_tokens":12,"output_tokens":7}}'
const STREAMED = { ...HELLO['anthropic-messages'], stream: true }
const json = () => new Response(WHOLE, { headers: { 'content-type': 'application/json; charset=utf-8' } })

async function give(router: TestRouter, asking: Asking = {}) {
  const { response, settled } = await ask(router, asking)
  const text = await response.text()
  await settled()
  const cache = response.headers.get('x-switchboard-cache')
  return { status: response.status, type: response.headers.get('content-type'), text, cache }
}

const caching = () => new TestRouter([attemptAt('a')], { cacheSeconds: 60 })

describe('an answer to the very same request is given again', () => {
  test('at once, without asking anybody', async () => {
    const heard = scriptProviders({ a: json })
    const router = caching()
    const first = await give(router)
    const again = await give(router)
    expect(first).toMatchObject({ status: 200, text: WHOLE, cache: 'miss' })
    expect(again).toEqual({ ...first, cache: 'hit' })
    expect(heard).toHaveLength(1)
    expect(router.settlements).toMatchObject([
      { status: 'ok' },
      { status: 'cached', httpStatus: 200, usage: null, attempts: [] },
    ])
  })

  test('as a stream where it was one', async () => {
    const heard = scriptProviders({ a: streaming(MESSAGE) })
    const router = caching()
    await give(router, { body: STREAMED })
    const again = await give(router, { body: STREAMED })
    expect(again).toEqual({ status: 200, type: 'text/event-stream', text: MESSAGE.join(''), cache: 'hit' })
    expect(heard).toHaveLength(1)
  })
})

describe('another answer is asked for', () => {
  test.each<[string, Asking]>([
    ['another byte in the body', { body: `${JSON.stringify(HELLO['anthropic-messages'])} ` }],
    ['another stream flag', { body: { ...HELLO['anthropic-messages'], stream: false } }],
    ['another query', { search: '?beta=true' }],
    ['another beta', { headers: { 'anthropic-beta': 'x' } }],
    ['another protocol', { protocol: 'openai-embeddings' }],
  ])('for %s', async (_what, asking) => {
    const heard = scriptProviders({ a: json })
    const embedding = { kind: 'openai', protocol: 'openai-embeddings' } as const
    const router = new TestRouter([attemptAt('a', 0, asking.protocol === undefined ? {} : embedding)], {
      cacheSeconds: 60,
    })
    await give(caching())
    const before = heard.length
    await give(router, asking)
    expect(heard.length).toBe(before + 1)
    expect(router.answers.size).toBe(1)
  })

  test('where the cache does not answer', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    scriptProviders({ a: json })
    const router = caching()
    vi.spyOn(router, 'cached').mockRejectedValue(new Error('no'))
    vi.spyOn(router, 'keep').mockRejectedValue(new Error('no'))
    expect(await give(router)).toMatchObject({ status: 200, text: WHOLE })
  })
})

describe('nothing is kept', () => {
  test.each([
    ['of an error', () => new Response('{}', { status: 400 }), {}],
    ['of a stream that broke', streaming(MESSAGE.slice(0, 3), 'break'), { body: STREAMED }],
    [
      'of a stream that ended with an error',
      streaming([...MESSAGE.slice(0, 3), 'event: error\ndata: {"type":"error"}\n\n']),
      { body: STREAMED },
    ],
    ['of more than a mebibyte', () => new Response(JSON.stringify({ content: 'x'.repeat(1024 * 1024) })), {}],
    [
      'of a longer stream',
      streaming([...MESSAGE.slice(0, 2), (MESSAGE[2] ?? '').repeat(12_000), ...MESSAGE.slice(3)]),
      { body: STREAMED },
    ],
  ] as const)('%s', async (_what, script, asking) => {
    scriptProviders({ a: script })
    const router = caching()
    await give(router, asking)
    expect(router.answers.size).toBe(0)
  })

  test('of a route that does not ask for it', async () => {
    scriptProviders({ a: json })
    const router = new TestRouter([attemptAt('a')])
    expect(await give(router)).toMatchObject({ cache: null })
    expect(router.answers.size).toBe(0)
  })
})
