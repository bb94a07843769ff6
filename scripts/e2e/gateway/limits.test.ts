import Anthropic, { RateLimitError } from '@anthropic-ai/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from '../house.ts'
import { addProviders, Agent, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { HELLO, usage } from './upstream/reply.ts'
import { vendorErrorOf } from './vendor-error.ts'

/** 1,000 tokens of output cost a dollar, what is read costs nothing. */
const PRICE = { input: 0, output: 1_000, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0 }
const DOLLAR = 1_000

let house: House
let upstream: Upstream
let people = 0

beforeAll(async () => {
  upstream = await startUpstream()
  house = await startGateway()
})

afterAll(async () => {
  await house.stop()
  await upstream.stop()
})

/** A person of their own, so that no other test uses up what is theirs, and a model that says what it costs. */
async function newcomer(): Promise<Owner & { model: string }> {
  const owner = await settleIn(house, `person${people}`)
  await addProviders(owner, upstream.url)
  const model = `claude-limited-${people++}`
  await owner.router.setPrice({ provider: 'claude', model, price: PRICE })
  return { ...owner, model }
}

function saying(output: number) {
  return { reply: { ...HELLO, usage: usage({ input: 5, output }) } }
}

/** Sends so many calls at once. @returns their statuses, sorted */
async function rush(agent: Agent, model: string, count: number, fields = {}): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => agent.ask(model, fields)))
  await Promise.all(answers.map((answer) => answer.text()))
  return answers.map(({ status }) => status).toSorted((a, b) => a - b)
}

function admitted(statuses: readonly number[]): number {
  expect(new Set(statuses)).toEqual(new Set([200, 429]))
  return statuses.filter((status) => status === 200).length
}

describe('concurrency', () => {
  it.each([1, 3, 7])(
    'admits exactly %i of 20 calls that come at once, and as many again when they are done',
    async (k) => {
      const { router, agent, model } = await newcomer()
      await router.addLimit({
        metric: 'concurrency',
        period: 'at-once',
        amount: k,
        scope: { kind: 'person' },
      })
      upstream.script(model, { delayMs: 1_500 })
      expect(admitted(await rush(agent, model, 20))).toBe(k)
      expect(upstream.of(model)).toHaveLength(k)
      upstream.script(model, {})
      await expect.poll(async () => (await agent.ask(model)).status).toBe(200)
    },
  )

  it('is free again when a client goes away', async () => {
    const { router, agent, model } = await newcomer()
    await router.addLimit({ metric: 'concurrency', period: 'at-once', amount: 1, scope: { kind: 'person' } })
    upstream.script(model, { silent: 'hang' })
    const leave = await agent.askAndLeave(model, 'close')
    await expect.poll(() => upstream.of(model).length).toBe(1)
    expect((await agent.ask(model)).status).toBe(429)
    leave()
    upstream.script(model, {})
    await expect.poll(async () => (await agent.ask(model)).status, { timeout: 5_000 }).toBe(200)
  })
})

describe('requests per minute', () => {
  it('are counted over all that come at once, and the refusal says when to come again', async () => {
    const { router, agent, model } = await newcomer()
    await router.addLimit({ metric: 'requests', period: 'minute', amount: 4, scope: { kind: 'person' } })
    expect(admitted(await rush(agent, model, 12))).toBe(4)
    const refused = await agent.ask(model)
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBeGreaterThanOrEqual(1)
    // The minute slides by two windows of which the older one counts less and less.
    expect(wait).toBeLessThanOrEqual(120)
    expect(refused.headers.get('x-should-retry')).not.toBe('false')
    expect(await vendorErrorOf(refused)).toBe('429 anthropic rate_limit_error')
    const openai = await agent.ask('gpt-any', { path: '/v1/chat/completions' })
    expect(await vendorErrorOf(openai)).toMatch(/^429 openai \w+ rate_limit_exceeded/)
    expect(upstream.of(model)).toHaveLength(4)
  })

  it('of one token are not those of another, nor those of one route another’s', async () => {
    const { router, agent, model } = await newcomer()
    const other = await router.createToken({ name: 'other' })
    await router.addLimit({
      metric: 'requests',
      period: 'minute',
      amount: 1,
      scope: { kind: 'token', id: other.id },
    })
    const second = new Agent(house.url, other.token)
    expect([(await second.ask(model)).status, (await second.ask(model)).status]).toEqual([200, 429])
    expect((await agent.ask(model)).status).toBe(200)
  })

  it('of one route are not another’s', async () => {
    const { router, agent, model } = await newcomer()
    const target = { provider: 'claude', model: null }
    const routes = await router.setRoutes([
      { name: 'Bound', models: [model], targets: [target] },
      { name: 'Free', models: ['*'], targets: [target] },
    ])
    const bound = routes.find(({ name }) => name === 'Bound')
    if (bound === undefined) throw new Error('the route is gone')
    await router.addLimit({
      metric: 'requests',
      period: 'minute',
      amount: 1,
      scope: { kind: 'route', id: bound.id },
    })
    expect([(await agent.ask(model)).status, (await agent.ask(model)).status]).toEqual([200, 429])
    expect((await agent.ask(`${model}-free`)).status).toBe(200)
  })
})

describe('tokens per minute', () => {
  it('are reserved before and booked as they were', async () => {
    const { router, agent, model } = await newcomer()
    await router.addLimit({ metric: 'tokens', period: 'minute', amount: 10_000, scope: { kind: 'person' } })
    upstream.script(model, saying(6_000))
    // What one may say is reserved: a second one beside it would be too much.
    expect(admitted(await rush(agent, model, 4, { max_tokens: 6_000 }))).toBe(1)
    expect((await agent.ask(model, { max_tokens: 6_000 })).status).toBe(429)
    const [limit] = await router.limits()
    expect(limit?.used).toBe(6_005)
    // What is left is enough for less.
    upstream.script(model, saying(10))
    expect((await agent.ask(model, { max_tokens: 1_000 })).status).toBe(200)
  })
})

describe('a budget', () => {
  it.each([
    ['day', 1, 1],
    ['day', 5, 5],
    ['month', 3, 3],
  ] as const)(
    'for a %s that allows %i dollars admits exactly as many calls at a dollar, of 16 at once',
    async (period, dollars, k) => {
      const { router, agent, model } = await newcomer()
      await router.addLimit({ metric: 'money', period, amount: dollars, scope: { kind: 'person' } })
      upstream.script(model, saying(DOLLAR))
      expect(admitted(await rush(agent, model, 16, { max_tokens: DOLLAR }))).toBe(k)
      expect(upstream.of(model)).toHaveLength(k)
      expect((await agent.ask(model, { max_tokens: DOLLAR })).status).toBe(429)
      expect((await router.limits())[0]?.used).toBeCloseTo(dollars, 6)
    },
  )

  it('gives back what a call reserved and did not use', async () => {
    const { router, agent, model } = await newcomer()
    await router.addLimit({ metric: 'money', period: 'day', amount: 1, scope: { kind: 'person' } })
    upstream.script(model, saying(100))
    for (let n = 0; n < 5; n++) {
      expect((await agent.ask(model, { max_tokens: DOLLAR / 2 })).status).toBe(200)
      await expect.poll(async () => (await router.limits())[0]?.used).toBeCloseTo((n + 1) / 10, 6)
    }
    expect((await agent.ask(model, { max_tokens: DOLLAR })).status).toBe(429)
  })

  it('that is spent stops agents at once: no client tries again', async () => {
    const { router, agent, model } = await newcomer()
    await router.addLimit({ metric: 'money', period: 'day', amount: 1, scope: { kind: 'person' } })
    upstream.script(model, saying(DOLLAR))
    expect((await agent.ask(model, { max_tokens: DOLLAR })).status).toBe(200)
    await router.settled(model)
    const refused = await agent.ask(model, { max_tokens: DOLLAR })
    expect(refused.headers.get('x-should-retry')).toBe('false')
    expect(await vendorErrorOf(refused)).toBe('429 anthropic rate_limit_error')
    const openai = await agent.ask(model, { path: '/v1/chat/completions' })
    expect(openai.headers.get('x-should-retry')).toBe('false')
    expect(await vendorErrorOf(openai)).toBe('429 openai insufficient_quota insufficient_quota')

    let requests = 0
    const patient = new Anthropic({
      baseURL: house.url,
      authToken: agent.token,
      apiKey: null,
      maxRetries: 3,
      fetch: (...request) => {
        requests++
        return fetch(...request)
      },
    })
    const call = patient.messages.create({
      model,
      max_tokens: DOLLAR,
      messages: [{ role: 'user', content: 'Hi' }],
    })
    await expect(call).rejects.toBeInstanceOf(RateLimitError)
    expect(requests).toBe(1)
    expect(upstream.of(model)).toHaveLength(1)
  })

  it('counts what failed calls have cost, which is nothing', async () => {
    const { router, agent, model } = await newcomer()
    await router.addLimit({ metric: 'money', period: 'day', amount: 1, scope: { kind: 'person' } })
    upstream.script(model, {
      status: 400,
      body: '{"type":"error","error":{"type":"invalid_request_error","message":"no"}}',
    })
    for (let n = 0; n < 4; n++) expect((await agent.ask(model, { max_tokens: DOLLAR })).status).toBe(400)
    await expect.poll(async () => (await router.limits())[0]?.used).toBe(0)
  })
})
