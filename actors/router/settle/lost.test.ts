import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DOLLAR, House, NO_TOKENS, valueOf } from '../testing/house.ts'

afterEach(() => {
  vi.useRealTimers()
})

const MINUTE_MS = 60_000

function travelTo(now: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now })
}

function alarmOf(house: House): Promise<number | null> {
  return runInDurableObject(house.stub, (_, { storage }) => storage.getAlarm())
}

/** Lets time pass up to the next alarm, which goes off. */
async function nextAlarm(house: House): Promise<void> {
  const at = await alarmOf(house)
  if (at === null) throw new Error('no alarm')
  travelTo(at)
  await runDurableObjectAlarm(house.stub)
}

describe('a lease that nobody settles', () => {
  it('is booked at its estimate by the alarm, and holds nothing any more', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 2 })
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 1 })
    const { callId } = await house.lease()
    await nextAlarm(house)
    expect(await house.call(callId)).toMatchObject({
      status: 'lost',
      exact: false,
      usage: { ...NO_TOKENS, input: 10, output: DOLLAR },
      costUsd: 1,
      attempts: [],
    })
    expect(await house.used()).toEqual([1, 0])
    expect(await house.usage()).toMatchObject({ calls: 1, failed: 0, costUsd: 1 })
    expect(await house.stub.running(house.id, house.trace)).toEqual([])
  })

  it('is booked too where the actor sleeps meanwhile', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    const at = await alarmOf(house)
    await house.evict()
    travelTo(at ?? 0)
    await runDurableObjectAlarm(house.stub)
    expect((await house.call(callId)).status).toBe('lost')
  })

  it('has at least 150 seconds, and not much more than that and a minute', async () => {
    const house = await House.open()
    const before = Date.now()
    await house.lease()
    const wait = ((await alarmOf(house)) ?? 0) - before
    expect(wait).toBeGreaterThanOrEqual(150_000)
    expect(wait).toBeLessThanOrEqual(150_000 + MINUTE_MS + 5_000)
  })
})

describe('a lease that is extended', () => {
  it.each([false, true])('is not lost before its new time (the actor sleeps: %s)', async (sleeps) => {
    const house = await House.open()
    const start = Date.now()
    const { callId } = await house.lease()
    for (let minute = 1; minute <= 6; minute++) {
      travelTo(start + minute * MINUTE_MS)
      valueOf(await house.stub.extend(house.id, house.trace, callId))
      if (sleeps) await house.evict()
      const alarm = await alarmOf(house)
      if (alarm !== null && alarm <= Date.now()) await runDurableObjectAlarm(house.stub)
      expect((await house.call(callId)).status).toBe('running')
    }
    await nextAlarm(house)
    await nextAlarm(house)
    expect((await house.call(callId)).status).toBe('lost')
  })

  it('that is none is refused', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    await house.settle(callId)
    expect(await house.stub.extend(house.id, house.trace, callId)).toMatchObject({
      error: { code: 'call.not_found' },
    })
  })
})

describe('a settlement that comes after all', () => {
  it('takes the place of the estimate, exactly once', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 5 })
    await house.limit({ metric: 'tokens', period: 'month', amount: 10_000 })
    const { callId } = await house.lease()
    await nextAlarm(house)
    for (let times = 0; times < 3; times++) {
      const usage = { ...NO_TOKENS, input: 5, output: (times + 1) * 200 }
      valueOf(await house.settle(callId, { usage }))
      expect(await house.call(callId)).toMatchObject({
        status: 'ok',
        costUsd: 0.2,
        attempts: [{ provider: 'up' }],
      })
      expect(await house.used()).toEqual([0.2, 205])
      expect(await house.usage()).toMatchObject({ calls: 1, costUsd: 0.2, usage: { input: 5, output: 200 } })
    }
    await house.evict()
    expect(await house.used()).toEqual([0.2, 205])
  })

  it('from a provider other than the first leaves no trace of the estimate', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    await nextAlarm(house)
    valueOf(await house.settle(callId, { status: 'failed', usage: null, attempts: [] }))
    expect(await house.usage()).toMatchObject({ calls: 1, failed: 1, costUsd: 0, usage: NO_TOKENS })
    const day = new Date().toISOString().slice(0, 10)
    const query = { from: day, until: day, by: 'model' as const }
    expect(valueOf(await house.stub.usage(house.id, house.trace, query)).lines).toHaveLength(1)
  })
})
