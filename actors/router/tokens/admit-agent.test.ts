import { describe, expect, it } from 'vitest'
import { OWN_TOKEN } from '@switchboard/shared-types/contracts/lease'
import type { TokenScope } from '@switchboard/shared-types/api/router/tokens'
import { rowsWritten } from '../../testing/rows-written.ts'
import { codeOf, House, valueOf } from '../testing/house.ts'

const READ = ['inbox.read'] as const

async function open(scopes: TokenScope[] = ['inbox.read', 'inbox.act']): Promise<House> {
  const house = new House()
  house.tokenHash = await house.newToken({ name: 'helper', scopes })
  return house
}

function admit(house: House, anyOf: readonly TokenScope[] = READ, tokenHash = house.tokenHash) {
  return house.stub.admitAgent(house.id, house.trace, { tokenHash, anyOf })
}

async function listed(house: House) {
  const [token] = await house.stub.tokens(house.id, house.trace)
  return token ?? expect.fail('there is no token')
}

describe('an agent that asks for no model', () => {
  it('is let in with any of the scopes that are asked for, and told all of its own', async () => {
    const house = await open()
    const { id } = await listed(house)
    const known = { id, name: 'helper', scopes: ['inbox.read', 'inbox.act'] }
    expect(valueOf(await admit(house))).toEqual(known)
    expect(valueOf(await admit(house, ['send', 'inbox.act']))).toEqual(known)
    const refused = await admit(house, ['send', 'models'])
    expect(refused).toMatchObject({ error: { code: 'call.scope' } })
    expect(refused.ok ? '' : refused.error.message).toContain('"send", "models"')
  })

  it('needs neither a provider nor a lease, and leaves nothing in the ledger', async () => {
    const house = await open()
    valueOf(await admit(house))
    expect(await house.rows('SELECT * FROM calls')).toEqual([])
    expect(codeOf(await house.tryLease())).toBe('call.scope')
  })

  it('has its use noted, at most once a minute', async () => {
    const house = await open()
    const first = await rowsWritten(house.stub, () => admit(house))
    const again = await rowsWritten(house.stub, () => admit(house))
    expect([first.rows, again.rows]).toEqual([1, 0])
    expect(Date.now() - Date.parse((await listed(house)).lastUsedAt ?? '')).toBeLessThan(60_000)
  })

  it('is refused with a token that is unknown, revoked or expired, and with Switchboard’s own', async () => {
    const house = await open()
    expect(codeOf(await admit(house, READ, 'nothing'))).toBe('call.invalid_token')
    await house.tryLease({}, { tokenHash: OWN_TOKEN })
    expect(codeOf(await admit(house, READ, OWN_TOKEN))).toBe('call.scope')
    const expiresAt = new Date(Date.now() + 50).toISOString()
    const brief = await house.newToken({ scopes: ['inbox.read'], expiresAt })
    await scheduler.wait(60)
    expect(codeOf(await admit(house, READ, brief))).toBe('call.invalid_token')
    valueOf(await house.stub.revokeToken(house.id, house.trace, (await listed(house)).id))
    expect(codeOf(await admit(house))).toBe('call.invalid_token')
  })

  it('is refused while the person is suspended, after an eviction too', async () => {
    const house = await open()
    valueOf(await house.stub.hold(house.id, house.trace, { held: true }))
    await house.evict()
    expect(codeOf(await admit(house))).toBe('call.scope')
    valueOf(await house.stub.hold(house.id, house.trace, { held: false }))
    expect(codeOf(await admit(house))).toBe('ok')
  })
})
