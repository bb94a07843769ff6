import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextCleanUp } from './clean-up.ts'
import { codeOf, House, valueOf } from './testing/house.ts'

const DAY_MS = 24 * 60 * 60 * 1000

afterEach(() => {
  vi.useRealTimers()
})

describe('what has expired', () => {
  it('is dropped by the daily alarm, and nothing else is', async () => {
    const house = new House('tidy')
    await house.joined('ada')
    valueOf(await house.actor.invite(house.id, house.trace))
    await house.signIn('nobody')
    await house.evict()

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1.2 * DAY_MS })
    expect(await runDurableObjectAlarm(house.actor)).toBe(true)
    expect(await counts(house)).toEqual({ sessions: 1, invitations: 1, attempts: 0, jobs: 1 })

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * DAY_MS })
    expect(await runDurableObjectAlarm(house.actor)).toBe(true)
    expect(await counts(house)).toEqual({ sessions: 0, invitations: 0, attempts: 0, jobs: 0 })
    expect(codeOf(await house.signIn('ada'))).toBe('ok')
  })

  it('is dropped at another time of day in every house', () => {
    expect(nextCleanUp(0, 0)).toBe(0.875 * DAY_MS)
    expect(nextCleanUp(0, 0.999)).toBeLessThan(1.125 * DAY_MS)
  })
})

async function counts(house: House) {
  const [row] = await house.rows(`SELECT
    (SELECT count(*) FROM sessions) AS sessions,
    (SELECT count(*) FROM invitations) AS invitations,
    (SELECT count(*) FROM attempts) AS attempts,
    (SELECT count(*) FROM jobs) AS jobs`)
  return row
}
