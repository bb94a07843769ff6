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

describe('settlements that come together', () => {
  it('add to the sums what each would have added by itself', async () => {
    const house = await House.open()
    const ids = [(await house.lease()).callId, (await house.lease()).callId, (await house.lease()).callId]
    const [one = ids[0], two = ids[0], three = ids[0]] = ids
    if (one === undefined || two === undefined || three === undefined) throw new Error('no calls')
    const failed = settlementOf(three, { status: 'failed', httpStatus: 400, usage: null })
    valueOf(await house.tryLease({}, {}, [settlementOf(one, HALF), settlementOf(two), failed]))
    expect(await house.usage()).toMatchObject({
      calls: 3,
      failed: 1,
      costUsd: 0.6,
      usage: { input: 7, output: DOLLAR / 2 + DOLLAR / 10 },
    })
  })

  it('are booked all or not at all where one of them breaks, and forget nothing that is held', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 10 })
    const [good, bad] = [await house.lease(), await house.lease()]
    const broken = settlementOf(bad.callId, HALF)
    await house.rows(
      'CREATE TRIGGER broken BEFORE UPDATE ON calls WHEN new.no = 2 BEGIN SELECT raise(abort, 1); END',
    )
    const together = house.tryLease({}, {}, [settlementOf(good.callId, HALF), broken])
    await expect(together).rejects.toThrow()
    expect(await house.call(good.callId)).toMatchObject({ status: 'running' })
    expect((await house.used())[0]).toBeGreaterThanOrEqual(2)
    await house.rows('DROP TRIGGER broken')
    valueOf(await house.settle(good.callId, HALF))
    valueOf(await house.settle(bad.callId, HALF))
    expect((await house.usage()).costUsd).toBe(1)
  })

  it('may be among those whose words are kept', async () => {
    const house = await House.open()
    house.tokenHash = await house.newToken({ contentDays: 7 })
    const { callId } = await house.lease()
    const content = { request: 'What?', answer: 'That.' }
    valueOf(await house.tryLease({}, {}, [settlementOf(callId, { content })]))
    expect(valueOf(await house.stub.content(house.id, house.trace, callId))).toEqual(content)
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
