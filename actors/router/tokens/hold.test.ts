import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { OWN_TOKEN } from '@switchboard/shared-types/contracts/lease'
import { rowsWritten } from '../../testing/rows-written.ts'
import { codeOf, House, valueOf } from '../testing/house.ts'

describe('a router whose person is suspended', () => {
  it('refuses every token, its own one too, and still does after an eviction', async () => {
    const house = await House.open()
    valueOf(await house.stub.hold(house.id, house.trace, { held: true }))
    await evictDurableObject(house.stub)
    expect(codeOf(await house.tryLease())).toBe('call.scope')
    expect(codeOf(await house.tryLease({}, { tokenHash: OWN_TOKEN }))).toBe('call.scope')
    expect(codeOf(await house.stub.listModels(house.id, house.trace, house.tokenHash))).toBe('call.scope')
    valueOf(await house.stub.hold(house.id, house.trace, { held: false }))
    expect(codeOf(await house.tryLease())).toBe('ok')
  })

  it('still books a call that was under way', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    valueOf(await house.stub.hold(house.id, house.trace, { held: true }))
    expect(codeOf(await house.settle(callId))).toBe('ok')
  })

  it('writes nothing when it is told what it knows', async () => {
    const house = await House.open()
    valueOf(await house.stub.hold(house.id, house.trace, { held: true }))
    const { rows } = await rowsWritten(house.stub, () =>
      house.stub.hold(house.id, house.trace, { held: true }),
    )
    expect(rows).toBe(0)
  })
})
