/** Making one costs as much as a hundred uses of it. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/** @returns the hour of the day in that zone, 0 to 23 */
export function hourIn(timeZone: string, now: number): number {
  const clock = clocks.get(timeZone) ?? newClock(timeZone)
  clocks.set(timeZone, clock)
  return Number(clock.format(now))
}

export function isTimeZone(name: string): boolean {
  try {
    newClock(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function newClock(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', { timeZone, hour: '2-digit', hourCycle: 'h23' })
}
