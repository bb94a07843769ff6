import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf, DOLLAR, House, NO_TOKENS, settlementOf, valueOf } from '../testing/house.ts'

describe('calls that are leased together', () => {
  it('are decided one after the other: a limit with room for k of them admits the first k', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 12 }), async (k, n) => {
        const house = await House.open()
        await house.limit({ metric: 'money', period: 'day', amount: k })
        const leases = await house.leaseTogether(Array.from({ length: n }, () => ({})))
        const expected = Array.from({ length: n }, (_, at) => (at < k ? 'ok' : 'call.budget_spent'))
        expect(leases.map(codeOf)).toEqual(expected)
        expect((await house.used())[0]).toBeCloseTo(Math.min(k, n), 6)
      }),
      { numRuns: 12 },
    )
  })

  it('keep their own requests and tokens, and one that is refused takes nobody with it', async () => {
    const house = await House.open()
    const mute = await house.newToken({ scopes: ['send'] })
    const leases = await house.leaseTogether([
      { requestId: 'req_first' },
      { tokenHash: mute },
      { tokenHash: 'of nobody' },
      { requestId: 'req_last' },
    ])
    expect(leases.map(codeOf)).toEqual(['ok', 'call.scope', 'call.invalid_token', 'ok'])
    const [first, , , last] = leases
    if (first === undefined || last === undefined) throw new Error('not answered')
    expect((await house.call(valueOf(first).callId)).requestId).toBe('req_first')
    expect((await house.call(valueOf(last).callId)).requestId).toBe('req_last')
    const keys = [first, last].map((lease) => JSON.stringify(valueOf(lease).attempts[0]?.headers))
    expect(keys.every((headers) => headers.includes('sk-up'))).toBe(true)
  })

  it('come behind the settlements that they take along', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 2 })
    const before = await house.lease()
    const nothing = settlementOf(before.callId, { usage: { ...NO_TOKENS, output: 0 } })
    const leases = await house.leaseTogether([{}, {}, {}], [nothing])
    expect(leases.map(codeOf)).toEqual(['ok', 'ok', 'call.budget_spent'])
  })

  it('hold nothing when the ledger refuses one of them, and none of them is in it', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 5 })
    await house.rows(
      `CREATE TRIGGER full BEFORE INSERT ON calls WHEN NEW.request_id = 'req_third'
       BEGIN SELECT RAISE(ABORT, 'no room'); END`,
    )
    const three = ['req_first', 'req_second', 'req_third'].map((requestId) => ({ requestId }))
    await expect(house.leaseTogether(three)).rejects.toThrow(/no room/)
    expect(await house.used()).toEqual([0])
    expect(await house.rows('SELECT no FROM calls')).toEqual([])
    await house.rows('DROP TRIGGER full')
    expect((await house.leaseTogether(three)).map(codeOf)).toEqual(['ok', 'ok', 'ok'])
    const [used] = await house.used()
    expect(used).toBeCloseTo((3 * DOLLAR) / DOLLAR, 6)
  })
})
