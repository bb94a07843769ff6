import { afterEach, describe, expect, it, vi } from 'vitest'
import { codeOf, DOLLAR, House, MODEL, NO_TOKENS, valueOf } from '../testing/house.ts'

afterEach(() => {
  vi.useRealTimers()
})

function travel(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

describe('a lease', () => {
  it('whose keys can not be opened is refused, holds nothing, and stands in the ledger as failed', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 5 })
    await house.rows("UPDATE keys SET sealed = 'from a ring that is lost'")
    await house.evict()
    expect(codeOf(await house.tryLease())).toBe('call.no_provider')
    expect(await house.used()).toEqual([0])
    expect(await house.stub.running(house.id, house.trace)).toEqual([])
    const page = valueOf(await house.stub.calls(house.id, house.trace, { limit: 10 }))
    expect(page.calls).toMatchObject([{ status: 'failed', usage: null, attempts: [] }])
  })

  it('tells where the call goes, with an opened key, and stands in the ledger before it is given', async () => {
    const house = await House.open()
    const lease = await house.lease({}, { session: 'ses', agent: 'claude-cli/2.1' })
    expect(lease).toMatchObject({
      cacheSeconds: null,
      keepsContent: false,
      attempts: [
        {
          index: 0,
          provider: 'up',
          model: 'large',
          protocol: 'openai-chat',
          baseUrl: 'https://models.example/v1',
        },
      ],
    })
    expect(Object.values(lease.attempts[0]?.headers ?? {}).join(' ')).toContain('sk-up')
    await house.evict()
    expect(await house.call(lease.callId)).toMatchObject({
      status: 'running',
      model: MODEL,
      provider: 'up',
      requestId: house.trace.requestId,
      session: 'ses',
      agent: 'claude-cli/2.1',
      attempts: [],
      usage: null,
      costUsd: null,
    })
    expect(await house.stub.running(house.id, house.trace)).toMatchObject([
      { id: lease.callId, estimatedInputTokens: 10, token: { name: 'agent' } },
    ])
  })

  it('stores no key in the ledger', async () => {
    const house = await House.open()
    await house.lease()
    expect(JSON.stringify(await house.rows('SELECT * FROM calls'))).not.toContain('sk-up')
  })

  it('is refused for a token that nobody knows, and for the token of somebody else', async () => {
    const [house, other] = [await House.open(), await House.open()]
    const refused = await house.tryLease({}, { tokenHash: other.tokenHash })
    expect(codeOf(refused)).toBe('call.invalid_token')
    expect(codeOf(await house.tryLease({}, { tokenHash: '' }))).toBe('call.invalid_token')
    expect(await house.rows('SELECT no FROM calls')).toEqual([])
    const key = { tokenHash: other.tokenHash, requestHash: 'h' }
    expect(codeOf(await house.stub.listModels(house.id, house.trace, other.tokenHash))).toBe(
      'call.invalid_token',
    )
    expect(await house.stub.cached(house.id, house.trace, key)).toBeNull()
  })

  it('is refused for a token without the scope, and from the moment it expires', async () => {
    const house = await House.open()
    const mute = await house.newToken({ scopes: ['inbox.read', 'send'] })
    expect(codeOf(await house.tryLease({}, { tokenHash: mute }))).toBe('call.scope')
    const brief = await house.newToken({ expiresAt: new Date(Date.now() + 60_000).toISOString() })
    valueOf(await house.tryLease({}, { tokenHash: brief }))
    travel(60_001)
    expect(codeOf(await house.tryLease({}, { tokenHash: brief }))).toBe('call.invalid_token')
  })

  it('without a provider says so, and holds nothing', async () => {
    const house = new House()
    house.tokenHash = await house.newToken()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 1 })
    expect(codeOf(await house.tryLease())).toBe('call.no_provider')
    expect(await house.used()).toEqual([0])
  })

  it('is for one of the models that its token may ask for', async () => {
    const house = await House.open()
    await house.setRoutes([
      {
        name: 'Named',
        enabled: true,
        models: ['my-model', 'any-*'],
        conditions: {},
        cacheSeconds: null,
        targets: [{ provider: 'up', model: 'large', weight: 1, tier: 1, overrides: {}, timeoutSeconds: 60 }],
      },
    ])
    const models = valueOf(await house.stub.listModels(house.id, house.trace, house.tokenHash))
    expect(models.map(({ id }) => id)).toContain('my-model')
    expect((await house.call((await house.lease({ model: 'my-model' })).callId)).route.name).toBe('Named')
  })

  it('says which answers are given again, and whether what was said is kept', async () => {
    const house = await House.open(undefined, { contentDays: 1 })
    const [route] = await house.setRoutes([
      {
        name: 'Kept',
        enabled: true,
        models: ['kept-*'],
        conditions: {},
        cacheSeconds: 60,
        targets: [{ provider: 'up', model: 'large', weight: 1, tier: 1, overrides: {}, timeoutSeconds: 60 }],
      },
    ])
    const lease = await house.lease({ model: 'kept-model' })
    expect(lease).toMatchObject({ cacheSeconds: 60, keepsContent: true, attempts: [{ timeoutMs: 60_000 }] })
    expect((await house.call(lease.callId)).route).toEqual({ id: route?.id, name: 'Kept' })
  })
})

describe('a limit of money', () => {
  it('lets no call through whose price nobody knows, and says what to do', async () => {
    const house = await House.open(null)
    valueOf(await house.tryLease())
    await house.limit({ metric: 'money', period: 'day', amount: 100 })
    const refused = await house.tryLease()
    expect(codeOf(refused)).toBe('call.no_route')
    expect(refused.ok ? '' : refused.error.message).toContain('Set its price')
    const price = { input: 1, output: 1, cacheRead: null, cacheWrite: null, cacheWriteLong: null }
    valueOf(await house.stub.setPrice(house.id, house.trace, { provider: 'up', model: 'large', price }))
    valueOf(await house.tryLease())
  })

  it('holds at most 16,384 tokens of output, since agents allow what they never get', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 17 })
    valueOf(await house.tryLease({ maxOutputTokens: 128_000 }))
    expect((await house.used())[0]).toBeCloseTo(16.384, 6)
  })

  it('holds 4,096 tokens of output where the client sets no bound', async () => {
    const house = await House.open()
    await house.limit({ metric: 'tokens', period: 'day', amount: 100_000 })
    valueOf(await house.tryLease({ maxOutputTokens: null, estimatedInputTokens: 4 }))
    expect(await house.used()).toEqual([4_100])
  })

  it('that is spent names when it begins anew, and no time to come back', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'month', amount: 1 })
    const { callId } = await house.lease()
    await house.settle(callId, { usage: { ...NO_TOKENS, output: DOLLAR } })
    const refused = await house.tryLease()
    if (refused.ok) throw new Error('it was let through')
    expect(refused.error.code).toBe('call.budget_spent')
    expect(refused.error.message).toContain('$1.00 a month')
    expect(refused.error.details).not.toHaveProperty('retryAfter')
    expect(refused.error.details?.['resetsAt']).toMatch(/-01T00:00:00\.000Z$/)
  })
})

describe('a limit of requests a minute', () => {
  it('says after how many seconds to come back', async () => {
    const house = await House.open()
    await house.limit({ metric: 'requests', period: 'minute', amount: 1 })
    await house.lease()
    const refused = await house.tryLease()
    expect(refused).toMatchObject({ error: { code: 'call.rate_limited' } })
    const seconds = refused.ok ? 0 : Number(refused.error.details?.['retryAfter'])
    expect(seconds).toBeGreaterThanOrEqual(1)
    travel(seconds * 1_000)
    valueOf(await house.tryLease())
  })
})

describe('limits of a token and of a route', () => {
  it('count their own calls alone, and what one of them refuses is held by none', async () => {
    const house = await House.open()
    const [token] = await house.stub.tokens(house.id, house.trace)
    if (token === undefined) throw new Error('no token')
    const target = { provider: 'up', model: 'large', weight: 1, tier: 1, overrides: {}, timeoutSeconds: 60 }
    const [route] = await house.setRoutes([
      {
        name: 'Bound',
        enabled: true,
        models: ['bound'],
        conditions: {},
        cacheSeconds: null,
        targets: [target],
      },
    ])
    if (route === undefined) throw new Error('no route')
    const once = { metric: 'requests' as const, period: 'day' as const, amount: 1 }
    const everything = await house.limit({ ...once, amount: 3 })
    await house.limit(once, { scope: { kind: 'route', id: route.id } })
    await house.limit({ ...once, amount: 2 }, { scope: { kind: 'token', id: token.id } })
    await house.lease({ model: 'bound' })
    expect(codeOf(await house.tryLease({ model: 'bound' }))).toBe('call.budget_spent')
    await house.lease()
    expect(codeOf(await house.tryLease())).toBe('call.budget_spent')
    const other = await house.newToken()
    await house.lease({}, { tokenHash: other })
    const limits = await house.stub.limits(house.id, house.trace)
    expect(limits.map(({ used }) => used)).toEqual([3, 1, 2])
    expect(limits[0]?.id).toBe(everything.id)
  })
})
