import { describe, expect, it } from 'vitest'
import { DOLLAR, House, NO_TOKENS, settlementOf, valueOf } from '../testing/house.ts'

const HALF = { usage: { ...NO_TOKENS, output: DOLLAR / 2 } }

describe('settlements that a lease takes along', () => {
  it('are booked before its call is decided', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 1 })
    const first = await house.lease()
    expect((await house.tryLease()).ok).toBe(false)
    const second = valueOf(await house.tryLease({}, {}, [settlementOf(first.callId, HALF)]))
    expect(await house.call(first.callId)).toMatchObject({ status: 'ok', costUsd: 0.5 })
    expect(await house.call(second.callId)).toMatchObject({ status: 'running' })
    expect(await house.used()).toEqual([1])
  })

  it('are booked where the call itself is refused', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    const refused = await house.tryLease({}, { tokenHash: 'nobody has it' }, [settlementOf(callId, HALF)])
    expect(refused.ok).toBe(false)
    await house.evict()
    expect(await house.call(callId)).toMatchObject({ status: 'ok', costUsd: 0.5 })
  })

  it('are booked once, whichever way they come again', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    const ended = settlementOf(callId, HALF)
    await Promise.all([house.tryLease({}, {}, [ended, ended]), house.settle(callId, HALF)])
    await house.evict()
    valueOf(await house.tryLease({}, {}, [ended]))
    expect((await house.usage()).costUsd).toBe(0.5)
  })

  it('leave nobody waiting for calls that nobody knows', async () => {
    const [house, other] = [await House.open(), await House.open()]
    const { callId } = await other.lease()
    valueOf(await house.tryLease({}, {}, [settlementOf(callId)]))
    expect(await other.call(callId)).toMatchObject({ status: 'running' })
  })
})

describe('how long a settlement may wait', () => {
  it('is no time at all where half of a limit is used or held', async () => {
    const house = await House.open()
    expect((await house.lease()).settleWithinMs).toBe(200)
    await house.limit({ metric: 'requests', period: 'day', amount: 6 })
    expect((await house.lease()).settleWithinMs).toBe(200)
    expect((await house.lease()).settleWithinMs).toBe(0)
  })
})
