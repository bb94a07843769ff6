import { afterEach, beforeEach, vi } from 'vitest'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** When each test starts: ten days ahead of the runtime's own clock, so that only the test fires alarms. */
export const START = Math.floor(Date.now() / SECOND) * SECOND + 240 * HOUR

/** Gives every test of the file a clock that stands still. */
export function stopClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: START })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
}

/** Sets the clock to so many ms after the test's start. */
export function setClock(ms: number): void {
  vi.setSystemTime(START + ms)
}
