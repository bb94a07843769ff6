import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { codeOf, DOLLAR, House, NO_TOKENS, settlementOf, valueOf } from '../testing/house.ts'

describe('a settlement', () => {
  it('books tokens, cost, attempts, notes and timings', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    const failed = { index: 0, provider: 'up', model: 'large', status: 529, reason: 'overloaded', ms: 5.4 }
    const attempts = [
      { ...failed, fault: 'provider' as const, retryAfterSeconds: null },
      { ...failed, status: 200, reason: null, ms: 30, fault: 'none' as const, retryAfterSeconds: null },
    ]
    await house.settle(callId, { attempts, notes: ['top_k was dropped'], exact: false, durationMs: 41.7 })
    expect(await house.call(callId)).toMatchObject({
      status: 'ok',
      httpStatus: 200,
      usage: { ...NO_TOKENS, input: 7, output: 100 },
      exact: false,
      costUsd: 0.1,
      ttfbMs: 30,
      durationMs: 42,
      provider: 'up',
      providerModel: 'large',
      notes: ['top_k was dropped'],
      attempts: [
        { provider: 'up', model: 'large', status: 529, reason: 'overloaded', ms: 5 },
        { provider: 'up', model: 'large', status: 200, reason: null, ms: 30 },
      ],
    })
  })

  it('that comes twice, at once or later, counts once', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 5 })
    const { callId } = await house.lease()
    const answers = await Promise.all([house.settle(callId), house.settle(callId), house.settle(callId)])
    expect(answers.map(codeOf)).toEqual(['ok', 'ok', 'ok'])
    await house.evict()
    valueOf(await house.settle(callId, { usage: { ...NO_TOKENS, output: 9 * DOLLAR } }))
    expect(await house.usage()).toMatchObject({ calls: 1, costUsd: 0.1, usage: { output: 100 } })
    expect(await house.used()).toEqual([0.1])
  })

  it('comes in any order', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 3 })
    const leases = [await house.lease(), await house.lease(), await house.lease()]
    for (const { callId } of leases.toReversed()) valueOf(await house.settle(callId))
    expect(await house.used()).toEqual([0])
    expect((await house.usage()).calls).toBe(3)
  })

  it('of an answer from the cache costs nothing', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    await house.settle(callId, { status: 'cached', attempts: [] })
    expect(await house.call(callId)).toMatchObject({
      status: 'cached',
      costUsd: 0,
      provider: null,
      usage: null,
    })
  })

  it('without a price is booked as unknown, which is not nothing', async () => {
    const house = await House.open(null)
    const { callId } = await house.lease()
    await house.settle(callId)
    expect(await house.call(callId)).toMatchObject({ costUsd: null, usage: { output: 100 } })
    expect(await house.usage()).toMatchObject({ calls: 1, unpriced: 1, costUsd: 0 })
  })

  it('is booked at the prices of its lease, though they changed meanwhile and the actor slept', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    const price = { input: 0, output: 1, cacheRead: null, cacheWrite: null, cacheWriteLong: null }
    valueOf(await house.stub.setPrice(house.id, house.trace, { provider: 'up', model: 'large', price }))
    await house.evict()
    await house.settle(callId)
    expect((await house.call(callId)).costUsd).toBe(0.1)
  })

  it('of a call that was never leased here is refused, and so is one with a made-up time', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    expect(codeOf(await house.settle(newId('call')))).toBe('call.not_found')
    const forged: typeof callId = `call_0${'1'.repeat(9)}${callId.slice('call_'.length + 10)}`
    expect(codeOf(await house.settle(forged))).toBe('call.not_found')
    expect(codeOf(await house.stub.callOf(house.id, house.trace, forged))).toBe('call.not_found')
    expect((await house.call(callId)).status).toBe('running')
  })
})

describe('an eviction in the middle', () => {
  it('forgets no running call and nothing that it holds', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 2 })
    await house.limit({ metric: 'money', period: 'day', amount: 10 })
    await house.limit({ metric: 'requests', period: 'minute', amount: 10 })
    await house.limit({ metric: 'tokens', period: 'minute', amount: 10_000 })
    const [settled, running] = [await house.lease(), await house.lease()]
    await house.settle(settled.callId)
    const before = await house.used()
    await house.evict()
    const after = await house.used()
    expect(after).toHaveLength(4)
    for (const [index, used] of after.entries()) expect(used).toBeCloseTo(before[index] ?? -1, 0)
    const next = await house.lease()
    expect(codeOf(await house.tryLease())).toBe('call.rate_limited')
    expect(next.callId > running.callId).toBe(true)
    valueOf(await house.settle(running.callId))
    await house.evict()
    valueOf(await house.settle(next.callId))
    expect((await house.usage()).calls).toBe(3)
    expect((await house.used()).slice(0, 2)).toEqual([0, 0.3])
  })

  it('between leases and settlements that come together loses none that was answered', async () => {
    const house = await House.open()
    const leases = await Promise.all(Array.from({ length: 20 }, () => house.lease()))
    expect(new Set(leases.map(({ callId }) => callId)).size).toBe(20)
    await house.evict()
    await Promise.all(
      leases.map(({ callId }) => house.stub.settle(house.id, house.trace, settlementOf(callId))),
    )
    await house.evict()
    expect(await house.usage()).toMatchObject({ calls: 20, costUsd: 2 })
    expect(await house.stub.running(house.id, house.trace)).toEqual([])
  })
})
