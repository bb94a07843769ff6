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
import { MESSAGE } from '../testing/sse.ts'

afterEach(() => {
  vi.useRealTimers()
})

const WHOLE = '{"id":"msg_1","content":[],"usage":{"input_tokens":12,"output_tokens":7}}'
const STREAMED = { ...HELLO['anthropic-messages'], stream: true }
const json = () => new Response(WHOLE, { headers: { 'content-type': 'application/json' } })

/** A provider whose streams stop behind their first event, until the test goes on. */
function providerThatBegins(): readonly WrittenStream[] {
  const streams: WrittenStream[] = []
  scriptProviders({
    a: (asked) => {
      const stream = new WrittenStream(asked)
      stream.write(MESSAGE[0] ?? '')
      streams.push(stream)
      return stream.response
    },
  })
  return streams
}

describe('a settlement', () => {
  test('is tried again while the router can not be reached, and told once', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    scriptProviders({ a: json })
    const router = new TestRouter([attemptAt('a')])
    router.deafFor = 2
    const { response, settled } = await ask(router)
    expect(response.status).toBe(200)
    await settled()
    expect(router.settlements).toMatchObject([{ status: 'ok', usage: { input: 12, output: 7 } }])
  })

  test('that never arrives is given up and logged, without the answer having waited for it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    scriptProviders({ a: json })
    const router = new TestRouter([attemptAt('a')])
    router.deafFor = Number.POSITIVE_INFINITY
    const { response, settled } = await ask(router)
    expect(await response.text()).toBe(WHOLE)
    await Promise.all([settled(), vi.advanceTimersByTimeAsync(60_000)])
    expect(warn.mock.calls.length).toBe(7)
    expect(error.mock.calls).toEqual([[expect.stringContaining('settlements: could not be told')]])
  })

  test.each([true, false])(
    'waits for a lease to take it along unless it is recalled: %s',
    async (isRecalled) => {
      scriptProviders({ a: json })
      const advance = { askedAt: 0, begun: 1, isRecalled }
      const router = new TestRouter([attemptAt('a')], { settleWithinMs: 4_000, advance })
      const along = vi.spyOn(router, 'settleAlong')
      const { settled } = await ask(router)
      await settled()
      expect(along.mock.calls.map(([, withinMs]) => withinMs)).toEqual(isRecalled ? [] : [4_000])
      expect(router.settlements).toMatchObject([{ status: 'ok' }])
    },
  )

  test('is told even where something breaks on the way', async () => {
    scriptProviders({ a: json })
    const headers = {
      get authorization(): string {
        throw new Error('broken')
      },
    }
    const router = new TestRouter([attemptAt('a', 0, { headers })])
    await expect(ask(router)).rejects.toThrow()
    expect(router.settlements).toMatchObject([{ status: 'failed', httpStatus: null, usage: null }])
  })
})

test('a lease is extended every minute while its stream runs, and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const streams = providerThatBegins()
  const router = new TestRouter([attemptAt('a')])
  const { response, settled } = await ask(router, { body: STREAMED })
  const text = response.text()
  await vi.advanceTimersByTimeAsync(121_000)
  expect(router.extended).toEqual([null, null])
  for (const piece of MESSAGE.slice(1)) streams[0]?.write(piece)
  streams[0]?.close()
  await text
  await settled()
  await vi.advanceTimersByTimeAsync(300_000)
  expect(router.extended).toEqual([null, null])
})

test('a spare lease is told of when its call has run for a moment, and with its settlement', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const begun = { requestId: 'req_1', session: null, agent: 'test/1' }
  const streams = providerThatBegins()
  const router = new TestRouter([attemptAt('a')], { begun })
  const { response, settled } = await ask(router, { body: STREAMED })
  const text = response.text()
  await vi.advanceTimersByTimeAsync(199)
  expect(router.extended).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(router.extended).toEqual([begun])
  for (const piece of MESSAGE.slice(1)) streams[0]?.write(piece)
  streams[0]?.close()
  await text
  await settled()
  expect(router.settlements).toMatchObject([{ status: 'ok', begun }])
})

describe('prompt and answer', () => {
  test('are told where the token keeps them, cut to a mebibyte each', async () => {
    scriptProviders({ a: streaming(MESSAGE) })
    const router = new TestRouter([attemptAt('a')], { keepsContent: true })
    const body = JSON.stringify({ ...STREAMED, pad: 'x'.repeat(2 * 1024 * 1024) })
    const { response, settled } = await ask(router, { body })
    await response.text()
    await settled()
    const content = router.settlements[0]?.content
    expect(content?.answer).toBe(MESSAGE.join(''))
    expect(content?.request).toBe(body.slice(0, 1024 * 1024))
  })

  test('are told of an answer that is no stream', async () => {
    scriptProviders({ a: json })
    const router = new TestRouter([attemptAt('a')], { keepsContent: true })
    await ask(router)
    expect(router.settlements[0]?.content).toEqual({
      request: JSON.stringify(HELLO['anthropic-messages']),
      answer: WHOLE,
    })
  })

  test('are told nobody otherwise', async () => {
    scriptProviders({ a: json })
    const router = new TestRouter([attemptAt('a')])
    await ask(router)
    expect(router.settlements[0]?.content).toBeNull()
  })
})
