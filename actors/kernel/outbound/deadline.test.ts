import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { DeadlineExceeded, withDeadline } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('work that ends in time, well or badly, leaves no timer that would keep an actor awake', async () => {
  expect(await withDeadline(30_000, async () => 'done')).toBe('done')
  await expect(withDeadline(30_000, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  expect(vi.getTimerCount()).toBe(0)
})

it('work that does not end in time is told to stop and waited for no longer', async () => {
  let stopped = false
  const outcome = withDeadline(30_000, (signal) => {
    signal.addEventListener('abort', () => (stopped = true))
    return new Promise<never>(() => {})
  }).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await outcome).toBeInstanceOf(DeadlineExceeded)
  expect(stopped).toBe(true)
})
