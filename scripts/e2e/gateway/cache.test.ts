import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import { settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { cutAfter, refuses } from './upstream/behaviour.ts'

const SECONDS = 2

let house: House
let upstream: Upstream
let ann: Owner
let bob: Owner

beforeAll(async () => {
  upstream = await startUpstream()
  house = await startGateway()
  ann = await settleIn(house, 'ann')
  bob = await settleIn(house, 'bob')
  for (const { router } of [ann, bob]) {
    await router.addProvider({ kind: 'anthropic', slug: 'claude', baseUrl: upstream.url, key: 'sk-one' })
    const targets = [{ provider: 'claude', model: null }]
    await router.setRoutes([
      { name: 'Brief', models: ['brief-*'], targets, cacheSeconds: SECONDS },
      { name: 'Kept', models: ['kept-*'], targets, cacheSeconds: 3_600 },
      { name: 'Fresh', models: ['*'], targets },
    ])
  }
})

afterAll(async () => {
  await house.stop()
  await upstream.stop()
})

async function textOf(answer: Response | Promise<Response>): Promise<string> {
  const given = await answer
  expect(given.status).toBe(200)
  return given.text()
}

describe('an answer to the very same request', () => {
  it.each([false, true])(
    'is given again, byte for byte, and costs nothing (streamed: %s)',
    async (stream) => {
      const model = `kept-${stream}`
      const first = await textOf(ann.agent.ask(model, { stream }))
      await ann.router.settled(model)
      const again = await ann.agent.ask(model, { stream })
      expect(again.headers.get('content-type')).toContain(stream ? 'text/event-stream' : 'application/json')
      expect(await textOf(again)).toBe(first)
      expect(upstream.of(model)).toHaveLength(1)
      await expect
        .poll(async () => (await ann.router.calls({ model })).calls.map(({ status }) => status))
        .toEqual(['cached', 'ok'])
      const [cached] = (await ann.router.calls({ model })).calls
      expect(cached).toMatchObject({ costUsd: 0, attempts: [] })
    },
  )

  it('is asked for anew after its time', async () => {
    await textOf(ann.agent.ask('brief-1'))
    await ann.router.settled('brief-1')
    await textOf(ann.agent.ask('brief-1'))
    expect(upstream.of('brief-1')).toHaveLength(1)
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1_000 + 200))
    await textOf(ann.agent.ask('brief-1'))
    expect(upstream.of('brief-1')).toHaveLength(2)
  })

  it('is asked for anew where the route keeps none', async () => {
    await textOf(ann.agent.ask('fresh-1'))
    await ann.router.settled('fresh-1')
    await textOf(ann.agent.ask('fresh-1'))
    expect(upstream.of('fresh-1')).toHaveLength(2)
  })

  it('is never another person’s', async () => {
    await textOf(ann.agent.ask('kept-person'))
    await ann.router.settled('kept-person')
    await textOf(bob.agent.ask('kept-person'))
    expect(upstream.of('kept-person')).toHaveLength(2)
    const { calls } = await bob.router.calls({ model: 'kept-person' })
    expect(calls).toHaveLength(1)
  })
})

describe('another answer is asked for', () => {
  it.each([
    ['the body differs', { path: '/v1/messages', max_tokens: 65 }],
    ['it is to be streamed', { stream: true }],
    ['the address differs', { path: '/v1/messages?beta=true' }],
  ])('where %s', async (what, changed) => {
    const model = `kept-${what.replaceAll(' ', '-')}`
    await textOf(ann.agent.ask(model))
    await ann.router.settled(model)
    await textOf(ann.agent.ask(model, changed))
    expect(upstream.of(model)).toHaveLength(2)
  })

  it('where a beta header changes what the request means', async () => {
    const body = '{"model":"kept-header","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}'
    await textOf(ann.agent.post('/v1/messages', body))
    await ann.router.settled('kept-header')
    await textOf(ann.agent.post('/v1/messages', body, { headers: { 'anthropic-beta': 'other' } }))
    expect(upstream.of('kept-header')).toHaveLength(2)
  })

  it('after an error, and after a stream that broke', async () => {
    upstream.script('kept-error', refuses(400))
    for (let n = 0; n < 2; n++) expect((await ann.agent.ask('kept-error')).status).toBe(400)
    expect(upstream.of('kept-error')).toHaveLength(2)
    upstream.script('kept-cut', [cutAfter(5), {}])
    await (await ann.agent.ask('kept-cut', { stream: true })).text()
    await ann.router.settled('kept-cut')
    expect(await textOf(ann.agent.ask('kept-cut', { stream: true }))).toContain('message_stop')
    expect(upstream.of('kept-cut')).toHaveLength(2)
  })
})
