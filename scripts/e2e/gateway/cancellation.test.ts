import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import { addProviders, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { words } from './upstream/reply.ts'

const TIMES = 5
const WITHIN_MS = 150
/** A machine that does much else may be late by itself. */
const BUSY = { retry: 3 }

let models = 0

/** Passed on as they are, and translated. */
const WAYS = [
  ['/v1/messages', 'claude'],
  ['/v1/messages', 'local'],
  ['/v1/chat/completions', 'local'],
  ['/v1/chat/completions', 'claude'],
  ['/v1/responses', 'gpt'],
] as const

let house: House
let upstream: Upstream
let ann: Owner

beforeAll(async () => {
  upstream = await startUpstream()
  house = await startGateway()
  ann = await settleIn(house, 'ann')
  await addProviders(ann, upstream.url)
})

afterAll(async () => {
  await house.stop()
  await upstream.stop()
})

/** Goes away from a call. @returns how long it took until the provider knew, in ms */
async function timeToKnow(model: string, leave: () => void): Promise<number> {
  const left = performance.timeOrigin + performance.now()
  leave()
  const [call] = upstream.of(model)
  await expect.poll(() => call?.outcome, { interval: 5, timeout: 3_000 }).toBe('aborted')
  return (call?.endedAt ?? Number.NaN) - left
}

describe.each(WAYS)('a client that goes away from %s (%s)', (path, kind) => {
  const suffix = path.replaceAll('/', '-')

  it(
    `in the middle of a stream is known to the provider within ${WITHIN_MS} ms, ${TIMES} times of ${TIMES}`,
    BUSY,
    async () => {
      for (let n = 0; n < TIMES; n++) {
        const model = `${kind}-stream${suffix}-${models++}`
        upstream.script(model, { reply: words(500), gapMs: 20 })
        const leaving = new AbortController()
        const answer = await ann.agent.ask(model, { path, stream: true, signal: leaving.signal })
        const reader = answer.body?.getReader()
        for (let pieces = 0; pieces < 5; pieces++) await reader?.read()
        expect(await timeToKnow(model, () => leaving.abort())).toBeLessThan(WITHIN_MS)
        expect(await ann.router.settled(model)).toMatchObject({ status: 'cancelled' })
      }
    },
  )

  it.each([
    ['closes, waiting for an answer at once,', 'close', false],
    ['is reset, waiting for an answer at once,', 'reset', false],
    ['closes, waiting for the first byte of a stream,', 'close', true],
  ] as const)(
    `that %s is known within ${WITHIN_MS} ms, ${TIMES} times of ${TIMES}`,
    async (_, how, stream) => {
      for (let n = 0; n < TIMES; n++) {
        const model = `${kind}-${how}-${stream}${suffix}-${models++}`
        upstream.script(model, { silent: 'hang' })
        const leave = await ann.agent.askAndLeave(model, how, { path, stream })
        await expect.poll(() => upstream.of(model).length, { interval: 10 }).toBe(1)
        await sleep(50)
        expect(await timeToKnow(model, leave)).toBeLessThan(WITHIN_MS)
        expect(await ann.router.settled(model)).toMatchObject({ status: 'cancelled' })
      }
    },
  )
})

it('a client that goes away is not made up for by another provider', async () => {
  const targets = ['claude', 'local'].map((provider, tier) => ({ provider, model: null, tier: tier + 1 }))
  await ann.router.setRoutes([{ name: 'Two', models: ['*'], targets }])
  upstream.script('two', { silent: 'hang' })
  const leave = await ann.agent.askAndLeave('two', 'close')
  await expect.poll(() => upstream.of('two').length).toBe(1)
  leave()
  await ann.router.settled('two')
  expect(upstream.of('two')).toHaveLength(1)
})
