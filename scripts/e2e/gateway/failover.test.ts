import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Provider } from '@switchboard/shared-types/api/router/providers'
import type { House } from '../house.ts'
import { isolate, settleIn, startGateway } from './gate.ts'
import type { Owner } from './gate.ts'
import { closedAddress, startUpstream } from './upstream.ts'
import type { Upstream } from './upstream.ts'
import { cutAfter, errorBody, refuses, refusesTimes } from './upstream/behaviour.ts'
import type { Behaviour, Script } from './upstream/behaviour.ts'

let house: House
let first: Upstream
let second: Upstream
let ann: Owner
let pairs = 0

beforeAll(async () => {
  first = await startUpstream()
  second = await startUpstream()
  house = await startGateway()
})

afterAll(async () => {
  await house.stop()
  await first.stop()
  await second.stop()
})

interface Pair {
  readonly model: string
  readonly provider: Provider
  /** How the ledger and `GET /providers` name the two. */
  readonly slugs: readonly [string, string]
}

/** Two providers that nothing has gone wrong with yet, and a route that tries one after the other. */
async function pair({
  baseUrl = first.url,
  keys = ['sk-one'],
}: { baseUrl?: string; keys?: string[] } = {}): Promise<Pair> {
  // A person may have so many providers.
  if (pairs % 20 === 0) ann = await settleIn(house, `ann${pairs}`)
  const number = pairs++
  const slugs = [`first-${number}`, `second-${number}`] as const
  const [key, ...more] = keys
  const provider = await ann.router.addProvider({
    kind: 'anthropic',
    slug: slugs[0],
    baseUrl,
    ...(key === undefined ? {} : { key }),
  })
  for (const secret of more) await ann.router.addKey(provider.id, { secret })
  await ann.router.addProvider({ kind: 'anthropic', slug: slugs[1], baseUrl: second.url, key: 'sk-two' })
  const model = `claude-${number}`
  await ann.router.setRoutes([
    {
      name: 'Two',
      models: [model],
      targets: slugs.map((slug, tier) => ({
        provider: slug,
        model: null,
        tier: tier + 1,
        timeoutSeconds: 1,
      })),
    },
  ])
  return { model, provider, slugs }
}

/** What is known of a provider once every call is booked, which comes a moment after its answer. */
async function healthOf({ provider }: Pair): Promise<Provider> {
  await expect.poll(() => ann.router.running()).toEqual([])
  const found = (await ann.router.providers()).find(({ id }) => id === provider.id)
  if (found === undefined) throw new Error('the provider is gone')
  return found
}

describe('the second provider is asked', () => {
  const MISHAPS: readonly (readonly [string, Behaviour | Script])[] = [
    ...[408, 409, 429, 500, 502, 503, 504, 529].map(
      (status) => [`answers ${status}`, refuses(status)] as const,
    ),
    ['breaks the connection', { silent: 'reset' }],
    ['says nothing within its time', { silent: 'hang' }],
    ['takes too long', { delayMs: 3_000 }],
  ]

  it.each(MISHAPS)('when the first %s, once, and the client sees nothing of it', async (_, script) => {
    for (const stream of [false, true]) {
      const two = await pair()
      first.script(two.model, script)
      const answer = await ann.agent.ask(two.model, { stream })
      expect(answer.status).toBe(200)
      expect(await answer.text()).toBe(second.of(two.model)[0]?.sent.toString())
      expect(second.of(two.model)).toHaveLength(1)
      const call = await ann.router.settled(two.model)
      expect(call).toMatchObject({ status: 'ok', provider: two.slugs[1] })
      expect(call.attempts.map(({ provider, reason }) => [provider, reason === null])).toEqual([
        [two.slugs[0], false],
        [two.slugs[1], true],
      ])
    }
  })

  it('when the first can not be connected to', async () => {
    const two = await pair({ baseUrl: await closedAddress() })
    expect((await ann.agent.ask(two.model)).status).toBe(200)
    expect((await ann.router.settled(two.model)).attempts).toMatchObject([{ status: null }, { status: 200 }])
  })

  it('when the first one’s only key is refused', async () => {
    const two = await pair()
    first.script(two.model, refuses(401))
    expect((await ann.agent.ask(two.model)).status).toBe(200)
    expect((await healthOf(two)).keys).toMatchObject([{ health: 'refused' }])
  })
})

describe('nobody else is asked', () => {
  it.each([400, 404, 413, 422])('when the request itself is at fault: %i', async (status) => {
    const two = await pair()
    first.script(two.model, refuses(status))
    const answer = await ann.agent.ask(two.model)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toBe(errorBody('/v1/messages', status))
    expect(second.of(two.model)).toEqual([])
    // The provider did its work.
    expect(await healthOf(two)).toMatchObject({ health: 'ok' })
  })

  it.each([1, 3, 8])('after the client has had %i events', async (events) => {
    const two = await pair()
    first.script(two.model, cutAfter(events))
    const answer = await ann.agent.ask(two.model, { stream: true })
    expect(await answer.text()).toMatch(/event: error\n.*\n\n$/s)
    expect(first.of(two.model)).toHaveLength(1)
    expect(second.of(two.model)).toEqual([])
  })
})

it('where all fail, the last one’s answer is given as it came', async () => {
  const two = await pair()
  first.script(two.model, refuses(500))
  second.script(two.model, refuses(529, { 'retry-after': '3' }))
  const answer = await ann.agent.ask(two.model)
  expect(answer.status).toBe(529)
  expect(await answer.text()).toBe(errorBody('/v1/messages', 529))
  expect(answer.headers.get('retry-after')).toBe('3')
  expect(await ann.router.settled(two.model)).toMatchObject({ status: 'failed', httpStatus: 529, costUsd: 0 })
})

it('where nobody answers at all, the client is told so in its protocol', async () => {
  const two = await pair({ baseUrl: await closedAddress() })
  second.script(two.model, { silent: 'reset' })
  const answer = await ann.agent.ask(two.model)
  expect(answer.status).toBeGreaterThanOrEqual(500)
  const text = await answer.text()
  expect(text).toContain('"type":"error"')
  expect(text).not.toContain('127.0.0.1')
})

it('where there is nobody else to ask, the client’s own retries come through', async () => {
  const owner = await settleIn(house, 'alone')
  await isolate(owner, 'claude-alone', 'claude', first.url)
  first.script('claude-alone', refusesTimes(2, 529))
  const { url, token } = owner.agent
  const patient = new Anthropic({ baseURL: url, authToken: token, apiKey: null, maxRetries: 2 })
  const messages = [{ role: 'user' as const, content: 'Hi' }]
  const answer = await patient.messages.create({ model: 'claude-alone', max_tokens: 9, messages })
  expect(answer.stop_reason).toBe('end_turn')
  expect(first.of('claude-alone')).toHaveLength(3)
  await expect.poll(() => owner.router.running()).toEqual([])
  const { calls } = await owner.router.calls({ model: 'claude-alone' })
  expect(calls.map(({ httpStatus }) => httpStatus)).toEqual([200, 529, 529])
})

describe('of several keys', () => {
  it('one that is refused is passed over from then on, and shown', async () => {
    const two = await pair({ keys: ['sk-refused', 'sk-good'] })
    first.script('sk-refused', refuses(401))
    for (let n = 0; n < 6; n++) expect((await ann.agent.ask(two.model)).status).toBe(200)
    const keys = first.of(two.model).map(({ key }) => key)
    expect(keys.filter((key) => key === 'sk-refused').length).toBeLessThanOrEqual(1)
    expect(keys.filter((key) => key === 'sk-good')).toHaveLength(6)
    expect(second.of(two.model)).toEqual([])
    const { keys: shown, health } = await healthOf(two)
    expect(shown.map(({ health: each }) => each).toSorted()).toEqual(['ok', 'refused'])
    expect(health).toBe('ok')
  })

  it('one with too many calls rests as long as its provider asked, while the other works', async () => {
    const two = await pair({ keys: ['sk-busy', 'sk-free'] })
    first.script('sk-busy', refuses(429, { 'retry-after': '2' }))
    for (let n = 0; n < 6; n++) expect((await ann.agent.ask(two.model)).status).toBe(200)
    expect(first.of(two.model).filter(({ key }) => key === 'sk-busy').length).toBe(1)
    const busy = (await healthOf(two)).keys.find(({ health }) => health === 'resting')
    expect(Date.parse(busy?.restingUntil ?? '')).toBeGreaterThan(Date.now() - 2_000)
    expect(Date.parse(busy?.restingUntil ?? '')).toBeLessThan(Date.now() + 3_000)
  })
})

describe('the breaker of a provider', () => {
  let two: Pair
  beforeEach(async () => {
    two = await pair()
  })

  it('opens after three failures, spares it until a probe succeeds, and shows it', async () => {
    let fails = true
    first.script(two.model, ({ path }) => (fails ? { status: 500, body: errorBody(path, 500) } : {}))
    for (let n = 0; n < 3; n++) expect((await ann.agent.ask(two.model)).status).toBe(200)
    expect(await healthOf(two)).toMatchObject({ health: 'resting' })
    for (let n = 0; n < 5; n++) expect((await ann.agent.ask(two.model)).status).toBe(200)
    expect(first.of(two.model)).toHaveLength(3)
    fails = false
    await expect
      .poll(
        async () => {
          expect((await ann.agent.ask(two.model)).status).toBe(200)
          return first.of(two.model).length
        },
        { timeout: 90_000, interval: 1_000 },
      )
      .toBeGreaterThan(3)
    await expect.poll(async () => (await healthOf(two)).health).toBe('ok')
    const before = second.of(two.model).length
    for (let n = 0; n < 3; n++) expect((await ann.agent.ask(two.model)).status).toBe(200)
    expect(second.of(two.model).length).toBe(before)
  })

  it('stays closed while failures do not follow one another', async () => {
    first.script(two.model, ({ number, path }) =>
      number % 2 === 0 ? { status: 500, body: errorBody(path, 500) } : {},
    )
    for (let n = 0; n < 8; n++) expect((await ann.agent.ask(two.model)).status).toBe(200)
    expect(first.of(two.model)).toHaveLength(8)
  })
})
