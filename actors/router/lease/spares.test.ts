import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { SPARE_LEASE_MS } from '@switchboard/shared-types/contracts/lease'
import { codeOf, DOLLAR, House, MODEL, NO_TOKENS, ROUTE, settlementOf, valueOf } from '../testing/house.ts'
import { BEGUN } from '../testing/isolate.ts'
import { LiveClient } from '../testing/live-client.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function keptRows(house: House): Promise<unknown[]> {
  return house.rows('SELECT * FROM spare_leases')
}

describe('leases in advance', () => {
  it('come as many as are expected, with bounds, and no more than 256 at once', async () => {
    const house = await House.open()
    expect((await house.lease()).spare).toBeNull()
    const { spare } = await house.lease({}, { expected: 3 })
    expect(spare).toMatchObject({ forMs: SPARE_LEASE_MS, minInputTokens: 0, maxInputTokens: 1_024 })
    expect(new Set(spare?.callIds).size).toBe(3)
    expect(await house.spares(1_000)).toHaveLength(256)
  })

  it('hold what their calls may use, and leave half of every limit free', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 10 })
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 100 })
    // Its own dollar, and those of three more: a fifth dollar would be half of ten.
    expect(await house.spares(30)).toHaveLength(3)
    expect(await house.used()).toEqual([4, 4])
    expect(await house.spares(30)).toHaveLength(0)
  })

  it('are for inputs of a size to which the same routes apply', async () => {
    const house = await House.open()
    const bounds = { minInputTokens: 2_000, maxInputTokens: 2_999 }
    await house.setRoutes([{ ...ROUTE, name: 'some', conditions: bounds }, ROUTE])
    const bySize = async (estimatedInputTokens: number) =>
      (await house.lease({ estimatedInputTokens }, { expected: 1 })).spare
    expect(await bySize(1_500)).toMatchObject({ minInputTokens: 0, maxInputTokens: 1_999 })
    expect(await bySize(2_500)).toMatchObject({ minInputTokens: 2_000, maxInputTokens: 2_999 })
    expect(await bySize(3_000)).toMatchObject({ minInputTokens: 3_000, maxInputTokens: 4_096 })
  })

  const DECIDED_ALONE: readonly [string, (house: House) => Promise<unknown>][] = [
    [
      'drawn by weight',
      (house) => {
        const [target] = ROUTE.targets
        if (target === undefined) throw new Error('no target')
        return house.setRoutes([{ ...ROUTE, targets: [target, { ...target, model: 'small' }] }])
      },
    ],
    ['answered from the cache', (house) => house.setRoutes([{ ...ROUTE, cacheSeconds: 60 }])],
    [
      'made with several keys in turn',
      async (house) => {
        const [provider] = await house.stub.providers(house.id, house.trace)
        if (provider === undefined) throw new Error('no provider')
        const key = { provider: provider.id, label: 'second', secret: 'sk-second' }
        return valueOf(await house.stub.addKey(house.id, house.trace, key))
      },
    ],
    [
      'made after one that failed',
      async (house) => {
        const { callId } = await house.lease()
        const [attempt] = settlementOf(callId).attempts
        if (attempt === undefined) throw new Error('no attempt')
        const failed = { ...attempt, status: 500, reason: 'HTTP 500', fault: 'provider' as const }
        return await house.settle(callId, { status: 'failed', attempts: [failed] })
      },
    ],
    [
      'kept with their words',
      async (house) => {
        house.tokenHash = await house.newToken({ contentDays: 7 })
      },
    ],
    [
      'made with a token that is about to expire',
      async (house) => {
        house.tokenHash = await house.newToken({ expiresAt: new Date(Date.now() + 10_000).toISOString() })
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 9_850 })
      },
    ],
  ]
  it.each(DECIDED_ALONE)('are none for calls that are %s', async (_, given) => {
    const house = await House.open()
    await given(house)
    expect(await house.spares()).toEqual([])
    expect(await keptRows(house)).toEqual([])
  })

  it('are none where the keys can not be opened', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 100 })
    await house.rows("UPDATE keys SET sealed = 'from a ring that is lost'")
    await house.evict()
    expect(codeOf(await house.tryLease({}, { expected: 3 }))).toBe('call.no_provider')
    expect(await house.used()).toEqual([0])
    expect(await keptRows(house)).toEqual([])
  })

  it('are written with one row, whatever their number, and their calls with one each', async () => {
    const house = await House.open()
    const spares = await house.spares(5)
    expect(await keptRows(house)).toHaveLength(1)
    for (const id of spares) valueOf(await house.settle(id, { begun: BEGUN }))
    expect(await keptRows(house)).toEqual([])
    expect(await house.rows('SELECT no FROM calls')).toHaveLength(6)
  })
})

describe('a call with a lease given in advance', () => {
  it('stands in the ledger with what was told of it at its end, and counts once', async () => {
    const house = await House.open()
    const [id] = await house.spares()
    if (id === undefined) throw new Error('no spare lease')
    for (let times = 0; times < 2; times++) valueOf(await house.settle(id, { begun: BEGUN }))
    expect(await house.call(id)).toMatchObject({ ...BEGUN, status: 'ok', costUsd: 0.1, model: MODEL })
    expect(await house.usage()).toMatchObject({ calls: 1, costUsd: 0.1 })
  })

  it('is seen to run from when it is told of, also behind an eviction', async () => {
    const house = await House.open()
    const { callId, spare } = await house.lease({}, { expected: 2 })
    const [first, second] = spare?.callIds ?? []
    if (first === undefined || second === undefined) throw new Error('no spare leases')
    const client = await LiveClient.connect(house)
    const runs = async () => (await house.stub.running(house.id, house.trace)).map(({ id }) => id)
    expect(await runs()).toEqual([callId])
    valueOf(await house.stub.extend(house.id, house.trace, second, BEGUN))
    await expect.poll(() => client.frames.at(-1)).toMatchObject({ calls: [{ id: callId }, { id: second }] })
    await house.evict()
    expect(await runs()).toEqual([callId, second])
    expect(await house.call(second)).toMatchObject({ ...BEGUN, status: 'running' })
    valueOf(await house.settle(first, { begun: BEGUN }))
    valueOf(await house.settle(second, { begun: BEGUN }))
    expect(await keptRows(house)).toEqual([])
    expect(await house.usage()).toMatchObject({ calls: 2 })
  })

  it('whose end comes before the word that it runs is over', async () => {
    const house = await House.open()
    const [id] = await house.spares()
    if (id === undefined) throw new Error('no spare lease')
    valueOf(await house.settle(id, { begun: BEGUN }))
    expect(codeOf(await house.stub.extend(house.id, house.trace, id, BEGUN))).toBe('call.not_found')
    expect(await house.call(id)).toMatchObject({ status: 'ok' })
  })
})

describe('what was not used of leases in advance', () => {
  it('is free again when it is given back, once, and the rest stays held behind an eviction', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 100 })
    const [begun, ...left] = await house.spares(4)
    if (begun === undefined) throw new Error('no spare lease')
    expect(await house.used()).toEqual([5])
    for (let times = 0; times < 2; times++) await house.giveBack(left)
    expect(await house.used()).toEqual([2])
    await house.evict()
    expect(await house.used()).toEqual([2])
    valueOf(await house.settle(begun, { begun: BEGUN }))
    expect(await house.used()).toEqual([1.1])
    expect(await keptRows(house)).toEqual([])
  })

  it('may come with the next lease, from several that came in advance', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 100 })
    const [[begun, ...left], others] = [await house.spares(), await house.spares()]
    expect(await house.used()).toEqual([8])
    const { stub, id, trace } = house
    valueOf(await stub.lease(id, trace, house.request(), [], [...left, ...others]))
    expect(await house.used()).toEqual([4])
    await house.evict()
    expect(await house.used()).toEqual([4])
    if (begun !== undefined) valueOf(await house.settle(begun, { begun: BEGUN }))
    expect(await keptRows(house)).toEqual([])
  })

  it('takes nothing with it of a call that has been told of', async () => {
    const house = await House.open()
    const { callId, spare } = await house.lease({}, { expected: 1 })
    const [id] = spare?.callIds ?? []
    if (id === undefined) throw new Error('no spare lease')
    valueOf(await house.stub.extend(house.id, house.trace, id, BEGUN))
    await house.giveBack([id, callId])
    expect((await house.stub.running(house.id, house.trace)).map((call) => call.id)).toEqual([callId, id])
  })

  it('and nobody gives back is booked at its estimate, as any lost lease, and corrected by a late settlement', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 100 })
    const { callId, spare } = await house.lease({}, { expected: 2 })
    const [late] = spare?.callIds ?? []
    if (late === undefined) throw new Error('no spare lease')
    await house.settle(callId, { usage: NO_TOKENS })
    await house.evict()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 300_000 })
    await runDurableObjectAlarm(house.stub)
    expect(await house.call(late)).toMatchObject({
      status: 'lost',
      costUsd: 1,
      notes: [expect.stringContaining('in advance')],
    })
    expect(await house.used()).toEqual([2])
    expect(await keptRows(house)).toEqual([])
    valueOf(await house.settle(late, { usage: { ...NO_TOKENS, output: DOLLAR / 2 }, begun: BEGUN }))
    expect(await house.used()).toEqual([1.5])
  })
})
