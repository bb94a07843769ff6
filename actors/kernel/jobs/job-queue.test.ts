import { evictDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rowsWritten } from '../../testing/rows-written.ts'
import { probeId } from '../../testing/kernel/probe.ts'
import { scriptOf } from '../../testing/kernel/script.ts'
import { alarmOf, fireDue, jobRows, stubOf, within } from '../../testing/kernel/within.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

// Ten days ahead of the runtime's own clock, so that alarms fire only when the test fires them.
const START = Math.floor(Date.now() / 1000) * 1000 + 240 * HOUR

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})

afterEach(() => {
  vi.useRealTimers()
})

function at(ms: number): void {
  vi.setSystemTime(START + ms)
}

describe('the resident job', () => {
  it('writes its alarm and nothing else when it only re-arms itself', async () => {
    const id = probeId('alone')
    scriptOf(id).jobs.poll = () => within(id, ({ jobs }) => jobs.schedule('poll', Date.now() + HOUR))
    await within(id, ({ jobs }) => jobs.schedule('poll', START + MINUTE))
    for (const minutes of [1, 61, 121]) {
      at(minutes * MINUTE)
      const written = await rowsWritten(stubOf(id), () => fireDue(id))
      // The test's own way of firing deletes the alarm first.
      expect(written.writes.map(({ what }) => what)).toEqual(['deleteAlarm', 'setAlarm'])
      expect(await alarmOf(id)).toBe(Date.now() + HOUR)
    }
  })
})
