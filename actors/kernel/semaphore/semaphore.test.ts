import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Semaphore } from './semaphore.ts'

const LEASE_MS = 60_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

describe('a semaphore', () => {
  it('never runs more at once than it has permits, and runs everything, first come first served', async () => {
    const works = fc.array(fc.record({ ms: fc.nat(100), fails: fc.boolean() }), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), works, async (permits, asked) => {
        const semaphore = new Semaphore(permits, LEASE_MS)
        const started: number[] = []
        let running = 0
        let most = 0
        const runs = asked.map(({ ms, fails }, index) =>
          semaphore.withPermit(async () => {
            started.push(index)
            most = Math.max(most, (running += 1))
            await sleep(ms)
            running -= 1
            if (fails) throw new Error('failed')
            return index
          }),
        )
        const settled = Promise.allSettled(runs)
        await vi.advanceTimersByTimeAsync(100 * 40)
        expect((await settled).map(({ status }) => status)).toEqual(
          asked.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        )
        expect(most).toBe(Math.min(permits, asked.length))
        expect(started).toEqual(asked.map((_, index) => index))
        expect(vi.getTimerCount()).toBe(0)
      }),
    )
  })

  it('takes back the permit of work that never ends, after its lease', async () => {
    const semaphore = new Semaphore(1, LEASE_MS)
    void semaphore.withPermit(() => new Promise<never>(() => {}))
    let ran = false
    const next = semaphore.withPermit(async () => void (ran = true))
    await vi.advanceTimersByTimeAsync(LEASE_MS - 1)
    expect(ran).toBe(false)
    await vi.advanceTimersByTimeAsync(6_000)
    await next
    expect(ran).toBe(true)
  })

  it('hands a permit back once, even where its lease had ended before', async () => {
    const semaphore = new Semaphore(1, LEASE_MS)
    const slow = semaphore.withPermit(() => sleep(LEASE_MS * 2))
    let running = 0
    let most = 0
    const others = Array.from({ length: 3 }, () =>
      semaphore.withPermit(async () => {
        most = Math.max(most, (running += 1))
        await sleep(LEASE_MS - 1)
        running -= 1
      }),
    )
    await vi.advanceTimersByTimeAsync(LEASE_MS * 6)
    await Promise.all([slow, ...others])
    expect(most).toBe(1)
  })
})
