import { describe, expect, it } from 'vitest'
import { OWN_TOKEN } from '@switchboard/shared-types/contracts/lease'
import { codeOf, DOLLAR, House, valueOf } from '../testing/house.ts'

/** A house whose calls are Switchboard's own. */
async function open(): Promise<House> {
  const house = await House.open()
  house.tokenHash = OWN_TOKEN
  return house
}

async function ownOf(house: House) {
  const all = await house.stub.tokens(house.id, house.trace)
  const own = all.find(({ name }) => name === 'Switchboard')
  if (own === undefined) throw new Error('there is no own token')
  return own
}

describe('Switchboard’s own token', () => {
  it('is there from its first call on, once, though two come at the same moment and the router slept', async () => {
    const house = await open()
    expect(await house.stub.tokens(house.id, house.trace)).toHaveLength(1)
    const leases = await Promise.all([house.lease(), house.lease()])
    await house.evict()
    leases.push(await house.lease())
    const own = await ownOf(house)
    expect(own).toMatchObject({ scopes: ['models'], expiresAt: null, contentDays: null })
    expect(await house.stub.tokens(house.id, house.trace)).toHaveLength(2)
    for (const { callId } of leases) {
      expect((await house.call(callId)).token).toEqual({ id: own.id, name: 'Switchboard' })
    }
  })

  it('is there though its first call was refused, so that what refuses it can be seen', async () => {
    const house = new House()
    house.tokenHash = OWN_TOKEN
    expect(codeOf(await house.tryLease())).toBe('call.no_provider')
    expect(await ownOf(house)).toMatchObject({ name: 'Switchboard' })
  })

  it('keeps to the limit that is set for it, and to nobody else’s', async () => {
    const house = await open()
    const theirs = await house.newToken()
    const { callId } = await house.lease()
    await house.settle(callId)
    const scope = { kind: 'token' as const, id: (await ownOf(house)).id }
    await house.limit({ metric: 'money', period: 'day', amount: 1 }, { scope })
    expect(codeOf(await house.tryLease({ maxOutputTokens: DOLLAR }))).toBe('call.budget_spent')
    expect(codeOf(await house.tryLease({}, { tokenHash: theirs }))).toBe('ok')
  })

  it('can not be revoked, renamed, ended or given another scope; what it keeps is the person’s choice', async () => {
    const house = await open()
    await house.lease()
    const { id, name, scopes, expiresAt } = await ownOf(house)
    const update = (change: Omit<Parameters<House['stub']['updateToken']>[2], 'id'>) =>
      house.stub.updateToken(house.id, house.trace, { ...change, id })
    expect(codeOf(await house.stub.revokeToken(house.id, house.trace, id))).toBe('request.invalid')
    const soon = new Date(Date.now() + 60_000).toISOString()
    for (const change of [{ name: 'mine' }, { scopes: ['send' as const] }, { expiresAt: soon }]) {
      expect(codeOf(await update(change))).toBe('request.invalid')
    }
    valueOf(await update({ name, scopes, expiresAt, contentDays: 7 }))
    expect((await house.lease()).keepsContent).toBe(true)
    expect(await ownOf(house)).toMatchObject({ name, scopes, expiresAt, contentDays: 7 })
  })
})
