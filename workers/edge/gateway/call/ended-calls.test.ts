import type { Settlement } from '@switchboard/shared-types/contracts/router'
import { newId, routerOf } from '@switchboard/shared-types/ids'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EndedCalls } from './ended-calls.ts'

const ROUTER = routerOf(newId('per'))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
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
  }
}

/** What goes alone, in order. */
class Alone {
  readonly told: Settlement[] = []
  send(each: Settlement): () => Promise<void> {
    return async () => void this.told.push(each)
  }
}

describe('a settlement that may wait', () => {
  test('goes with the next lease of the same router, and then not alone', async () => {
    const [ended, alone, ours] = [new EndedCalls(), new Alone(), settlement()]
    const told = ended.tell(ROUTER, ours, 200, alone.send(ours))
    expect(ended.take(routerOf(newId('per')))).toEqual([])
    const along = ended.take(ROUTER)
    expect(along.map((each) => each.settlement)).toEqual([ours])
    for (const each of along) each.state = 'arrived'
    await vi.advanceTimersByTimeAsync(60_000)
    await told
    expect(alone.told).toEqual([])
    expect(ended.take(ROUTER)).toEqual([])
  })

  test('goes alone when no lease comes in time', async () => {
    const [ended, alone, ours] = [new EndedCalls(), new Alone(), settlement()]
    const told = ended.tell(ROUTER, ours, 200, alone.send(ours))
    await vi.advanceTimersByTimeAsync(199)
    expect(alone.told).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await told
    expect(alone.told).toEqual([ours])
    expect(ended.take(ROUTER)).toEqual([])
  })

  test('goes alone when the lease that took it failed, in its own time', async () => {
    const [ended, alone, ours] = [new EndedCalls(), new Alone(), settlement()]
    const told = ended.tell(ROUTER, ours, 200, alone.send(ours))
    for (const each of ended.take(ROUTER)) each.state = 'failed'
    await vi.advanceTimersByTimeAsync(200)
    await told
    expect(alone.told).toEqual([ours])
  })

  test('that was taken at its last moment goes not alone when it arrives a little later', async () => {
    const [ended, alone, ours] = [new EndedCalls(), new Alone(), settlement()]
    const told = ended.tell(ROUTER, ours, 200, alone.send(ours))
    await vi.advanceTimersByTimeAsync(199)
    const along = ended.take(ROUTER)
    await vi.advanceTimersByTimeAsync(300)
    for (const each of along) each.state = 'arrived'
    await vi.advanceTimersByTimeAsync(60_000)
    await told
    expect(alone.told).toEqual([])
  })

  test('goes alone when the request that took it ended without a word', async () => {
    const [ended, alone, ours] = [new EndedCalls(), new Alone(), settlement()]
    const told = ended.tell(ROUTER, ours, 200, alone.send(ours))
    ended.take(ROUTER)
    await vi.advanceTimersByTimeAsync(5_200)
    await told
    expect(alone.told).toEqual([ours])
  })

  test('goes with all that wait beside it, each once', async () => {
    const [ended, alone] = [new EndedCalls(), new Alone()]
    const all = Array.from({ length: 5 }, settlement)
    const told = Promise.all(all.map((each) => ended.tell(ROUTER, each, 200, alone.send(each))))
    const along = ended.take(ROUTER)
    expect(along.map((each) => each.settlement)).toEqual(all)
    for (const each of along) each.state = 'arrived'
    await vi.advanceTimersByTimeAsync(200)
    await told
    expect(alone.told).toEqual([])
  })
})
