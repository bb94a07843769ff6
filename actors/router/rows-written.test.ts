import { describe, expect, it } from 'vitest'
import { rowsWritten } from '../testing/rows-written.ts'
import { House } from './testing/house.ts'

describe('rows written', () => {
  it('a call costs its row in the ledger, the row once more when it is settled, and its share of a sum', async () => {
    const house = await House.open()
    await house.limit({ metric: 'money', period: 'day', amount: 1_000 })
    // The first call of a while also notes that the token is used, and sets the alarm.
    await house.settle((await house.lease()).callId)
    const calls = 20
    const { rows, writes } = await rowsWritten(house.stub, async () => {
      for (let call = 0; call < calls; call++) await house.settle((await house.lease()).callId)
    })
    expect(new Set(writes.map(({ what }) => what.slice(0, 20)))).toEqual(
      new Set(['INSERT INTO calls (n', 'UPDATE calls SET sta', 'INSERT INTO usage_da']),
    )
    expect(rows).toBe(3 * calls)
  })

  it('a refused call costs none', async () => {
    const house = await House.open()
    await house.limit({ metric: 'concurrency', period: 'at-once', amount: 1 })
    await house.lease()
    const { writes } = await rowsWritten(house.stub, async () => {
      for (let call = 0; call < 5; call++) await house.tryLease()
      await house.tryLease({}, { tokenHash: 'nobody' })
    })
    expect(writes).toEqual([])
  })
})
