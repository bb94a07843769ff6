import type { Settlement } from '@switchboard/shared-types/contracts/lease'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EndedCalls } from './ended-calls.ts'

const ROUTER = routerOf(newId('per'))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})

afterEach(() => {
  vi.useRealTimers()
})

function settlement(): Settlement {
  return {
    callId: newId('call'),
    status: 'ok',
    httpStatus: 200,
    attempts: [],
    usage: null,
    exact: true,
    ttfbMs: 1,
    durationMs: 2,
    notes: [],
    content: null,
    begun: null,
  }
}

/** Calls that end, and what is told of them alone, in order. */
class Calls {
  readonly ended = new EndedCalls()
  readonly toldAlone: Settlement[] = []

  /** @returns when what this call looks after is told; null where another call does */
  end(settled: Settlement): Promise<void> | null {
    return this.ended.tell(ROUTER, settled, 200, async (told) => void this.toldAlone.push(...told))
  }

  /** A lease takes along what waits, and says how that went, unless its request ends without a word. */
  lease(outcome: 'arrived' | 'failed' | null): Settlement[] {
    const along = this.ended.take(ROUTER)
    if (outcome !== null) for (const each of along) each.state = outcome
    return along.map(({ settlement: each }) => each)
  }
}

describe('a settlement that may wait', () => {
  test('goes with the next lease of the same router, and then not alone', async () => {
    const [calls, ours] = [new Calls(), settlement()]
    const told = calls.end(ours)
    expect(calls.ended.take(routerOf(newId('per')))).toEqual([])
    expect(calls.lease('arrived')).toEqual([ours])
    await vi.advanceTimersByTimeAsync(200)
    await told
    expect(calls.toldAlone).toEqual([])
    expect(calls.lease('arrived')).toEqual([])
  })

  test('goes alone when no lease comes in time', async () => {
    const [calls, ours] = [new Calls(), settlement()]
    const told = calls.end(ours)
    await vi.advanceTimersByTimeAsync(199)
    expect(calls.toldAlone).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await told
    expect(calls.toldAlone).toEqual([ours])
    expect(calls.lease('arrived')).toEqual([])
  })

  test('goes alone when the lease that took it failed', async () => {
    const [calls, ours] = [new Calls(), settlement()]
    const told = calls.end(ours)
    calls.lease('failed')
    await vi.advanceTimersByTimeAsync(200)
    await told
    expect(calls.toldAlone).toEqual([ours])
  })

  test('that was taken at its last moment goes not alone when it arrives a little later', async () => {
    const [calls, ours] = [new Calls(), settlement()]
    const told = calls.end(ours)
    await vi.advanceTimersByTimeAsync(199)
    const along = calls.ended.take(ROUTER)
    await vi.advanceTimersByTimeAsync(300)
    for (const each of along) each.state = 'arrived'
    await vi.advanceTimersByTimeAsync(250)
    await told
    expect(calls.toldAlone).toEqual([])
  })

  test('goes alone when the request that took it ended without a word', async () => {
    const [calls, ours] = [new Calls(), settlement()]
    const told = calls.end(ours)
    calls.lease(null)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(calls.toldAlone).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    await told
    expect(calls.toldAlone).toEqual([ours])
  })
})

describe('calls that end soon after another', () => {
  test('are over at once: the first looks after what they have left, each once, and after no later one', async () => {
    const calls = new Calls()
    const [first, second, third, later] = [settlement(), settlement(), settlement(), settlement()]
    const told = calls.end(first)
    expect(calls.lease('arrived')).toEqual([first])
    expect(calls.end(second)).toBeNull()
    expect(calls.lease('failed')).toEqual([second])
    await vi.advanceTimersByTimeAsync(150)
    expect(calls.end(third)).toBeNull()
    await vi.advanceTimersByTimeAsync(50)
    const toldLater = calls.end(later)
    expect(calls.toldAlone).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    await told
    expect(calls.toldAlone).toEqual([second, third, later])
    expect(toldLater).not.toBeNull()
    await toldLater
    expect(calls.toldAlone).toEqual([second, third, later])
  })

  test('wait for the next lease where one came meanwhile, and go alone when it does not come', async () => {
    for (const comes of [true, false]) {
      const [calls, first, second] = [new Calls(), settlement(), settlement()]
      const told = calls.end(first)
      calls.lease('arrived')
      await vi.advanceTimersByTimeAsync(150)
      expect(calls.end(second)).toBeNull()
      await vi.advanceTimersByTimeAsync(199)
      expect(calls.toldAlone).toEqual([])
      if (comes) expect(calls.lease('arrived')).toEqual([second])
      await vi.advanceTimersByTimeAsync(1)
      await told
      expect(calls.toldAlone).toEqual(comes ? [] : [second])
    }
  })

  test('of another router are looked after on their own', () => {
    const calls = new Calls()
    void calls.end(settlement())
    const other = calls.ended.tell(routerOf(newId('per')), settlement(), 200, async () => {})
    expect(other).not.toBeNull()
  })

  test('are looked after by the next where the first has ended without a word', async () => {
    const [calls, first, second, third] = [new Calls(), settlement(), settlement(), settlement()]
    void calls.end(first)
    expect(calls.end(second)).toBeNull()
    vi.clearAllTimers()
    vi.setSystemTime(Date.now() + 1_200)
    const told = calls.end(third)
    await vi.advanceTimersByTimeAsync(200)
    await told
    expect(calls.toldAlone).toEqual([first, second, third])
  })
})
