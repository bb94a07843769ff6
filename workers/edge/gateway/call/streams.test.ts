import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  ask,
  attemptAt,
  HELLO,
  scriptProviders,
  streaming,
  TestRouter,
  WrittenStream,
} from '../testing/calling.ts'
import type { Heard } from '../testing/calling.ts'
import { CHAT, MESSAGE, RESPONSES_START } from '../testing/sse.ts'

afterEach(() => {
  vi.useRealTimers()
})

const STREAMED = { ...HELLO['anthropic-messages'], stream: true }
const CHAT_ATTEMPT = { kind: 'openai', protocol: 'openai-chat' } as const
const MESSAGE_TEXT = 'The provider’s stream ended before the answer did.'

describe('a stream that breaks', () => {
  test.each(['close', 'break'] as const)('ends with Anthropic’s error event (%s)', async (how) => {
    const pieces = MESSAGE.slice(0, 3)
    scriptProviders({ a: streaming(pieces, how) })
    const router = new TestRouter([attemptAt('a')])
    const { response, settled } = await ask(router, { body: STREAMED })
    const error = {
      type: 'error',
      error: { type: 'api_error', message: MESSAGE_TEXT },
      request_id: 'req_of_this_test',
    }
    expect(await response.text()).toBe(`${pieces.join('')}event: error\ndata: ${JSON.stringify(error)}\n\n`)
    await settled()
    expect(router.settlements).toMatchObject([
      { status: 'cut', exact: false, usage: { input: 12 }, attempts: [{ fault: 'provider', status: 200 }] },
    ])
  })

  test('in the middle of an event ends that one first', async () => {
    scriptProviders({ a: streaming([CHAT[0] ?? '', 'data: {"choices":[{"del'], 'break') })
    const router = new TestRouter([attemptAt('a', 0, CHAT_ATTEMPT)])
    const body = { ...HELLO['openai-chat'], stream: true }
    const { response } = await ask(router, { protocol: 'openai-chat', body })
    const text = await response.text()
    expect(text).toContain('data: {"choices":[{"del\n\ndata: {"error":{')
    expect(text).not.toContain('[DONE]')
  })

  test('ends with an event that counts on, where the protocol counts', async () => {
    scriptProviders({ a: streaming(RESPONSES_START, 'break') })
    const router = new TestRouter([attemptAt('a', 0, { kind: 'openai', protocol: 'openai-responses' })])
    const body = { ...HELLO['openai-responses'], stream: true }
    const { response } = await ask(router, { protocol: 'openai-responses', body })
    const last = (await response.text()).trimEnd().split('\n').at(-1) ?? ''
    expect(JSON.parse(last.slice('data: '.length))).toMatchObject({ type: 'error', sequence_number: 2 })
  })

  test('ends properly in translation too', async () => {
    scriptProviders({ a: streaming(CHAT.slice(0, 2), 'break') })
    const router = new TestRouter([attemptAt('a', 0, CHAT_ATTEMPT)])
    const { response, settled } = await ask(router, { body: STREAMED })
    const names = (await response.text()).match(/^event: .*$/gm)
    expect(names?.at(-1)).toBe('event: error')
    await settled()
    expect(router.settlements).toMatchObject([
      { status: 'cut', exact: false, attempts: [{ fault: 'provider' }] },
    ])
  })

  test('is whole where only the last word is missing that some servers leave out', async () => {
    const pieces = CHAT.slice(0, 3)
    scriptProviders({ a: streaming(pieces) })
    const router = new TestRouter([attemptAt('a', 0, CHAT_ATTEMPT)])
    const body = { ...HELLO['openai-chat'], stream: true }
    const { response, settled } = await ask(router, { protocol: 'openai-chat', body })
    expect(await response.text()).toBe(pieces.join(''))
    await settled()
    expect(router.settlements).toMatchObject([{ status: 'ok' }])
  })
})

describe('a client that goes away', () => {
  test.each([
    ['passed on', 'anthropic-messages', MESSAGE],
    ['translated', 'openai-chat', CHAT],
  ] as const)(
    'in the middle of a stream that is %s takes it along, and pays for what it had',
    async (_way, protocol, pieces) => {
      const streams: WrittenStream[] = []
      const heard = scriptProviders({ a: (asked) => begun(asked, pieces.slice(0, 2), streams) })
      const leaving = new AbortController()
      const router = new TestRouter([attemptAt('a', 0, { protocol, kind: 'openai' })])
      const { response, settled } = await ask(router, { body: STREAMED, signal: leaving.signal })
      await response.body?.getReader().read()
      leaving.abort()
      await settled()
      expect(heard[0]?.signal.aborted).toBe(true)
      expect(router.settlements).toMatchObject([
        {
          status: 'cancelled',
          exact: false,
          attempts: [{ fault: 'none' }],
        },
      ])
      expect(router.settlements[0]?.usage?.output).toBeGreaterThan(0)
    },
  )

  test('with the last event has had the whole answer', async () => {
    const streams: WrittenStream[] = []
    scriptProviders({ a: (asked) => begun(asked, MESSAGE, streams) })
    const leaving = new AbortController()
    const router = new TestRouter([attemptAt('a')])
    const { response, settled } = await ask(router, { body: STREAMED, signal: leaving.signal })
    await response.body?.getReader().read()
    await scheduler.wait(300)
    leaving.abort()
    await settled()
    expect(router.settlements).toMatchObject([{ status: 'ok', exact: true, usage: { input: 12, output: 7 } }])
  })

  test('before there is an answer takes the call along, and nobody else is asked', async () => {
    const heard = scriptProviders({ a: () => new Promise<Response>(() => undefined) })
    const leaving = new AbortController()
    const router = new TestRouter([attemptAt('a'), attemptAt('b', 1)])
    setTimeout(() => leaving.abort(), 20)
    await ask(router, { signal: leaving.signal })
    expect(heard.map(({ signal }) => signal.aborted)).toEqual([true])
    expect(router.settlements).toMatchObject([
      { status: 'cancelled', httpStatus: null, usage: null, attempts: [{ fault: 'none', status: null }] },
    ])
  })
})

function begun(asked: Heard, pieces: readonly string[], streams: WrittenStream[]): Response {
  const stream = new WrittenStream(asked)
  for (const piece of pieces) stream.write(piece)
  streams.push(stream)
  return stream.response
}

test('a translated stream that is silent for 15 seconds shows that it lives', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  const streams: WrittenStream[] = []
  scriptProviders({ a: (asked) => begun(asked, CHAT.slice(0, 2), streams) })
  const { response, settled } = await ask(new TestRouter([attemptAt('a', 0, CHAT_ATTEMPT)]), {
    body: STREAMED,
  })
  const text = response.text()
  await scheduler.wait(20)
  await vi.advanceTimersByTimeAsync(14_000)
  await vi.advanceTimersByTimeAsync(12_000)
  for (const piece of CHAT.slice(2)) streams[0]?.write(piece)
  streams[0]?.close()
  const names = (await text).match(/^event: .*$/gm)
  await settled()
  expect(names?.filter((name) => name === 'event: ping')).toHaveLength(1)
  expect(names?.indexOf('event: ping')).toBe(3)
})

test('a long stream is read to its end however it is cut', async () => {
  const delta = MESSAGE[2] ?? ''
  const text = [MESSAGE[0], MESSAGE[1], delta.repeat(3_000), ...MESSAGE.slice(3)].join('')
  const pieces = text.match(/[^]{1,7001}/g) ?? []
  scriptProviders({ a: streaming(pieces) })
  const router = new TestRouter([attemptAt('a')])
  const { response, settled } = await ask(router, { body: STREAMED })
  expect(await response.text()).toBe(text)
  await settled()
  expect(router.settlements).toMatchObject([{ status: 'ok', exact: true, usage: { input: 12, output: 7 } }])
})
