import { describe, expect, it } from 'vitest'
import { hashAgentToken, readAgentToken } from '@switchboard/shared-types/agent-token'
import { CreateToken } from '@switchboard/shared-types/api/router/tokens'
import { codeOf, House, valueOf } from '../testing/house.ts'

async function create(house: House, given: Partial<CreateToken> = {}) {
  const input = CreateToken.parse({ name: 'laptop', ...given })
  return valueOf(await house.stub.createToken(house.id, house.trace, input))
}

describe('a token', () => {
  it('carries its own address, is told once and kept as its hash', async () => {
    const house = new House()
    const created = await create(house)
    expect(readAgentToken(created.token)).toBe(house.id)
    expect(created.hint).toBe(created.token.slice(-4))
    const [listed] = await house.stub.tokens(house.id, house.trace)
    const { token, ...shown } = created
    expect(listed).toEqual(shown)
    const [row] = await house.rows('SELECT * FROM tokens')
    expect(row).toMatchObject({ hash: await hashAgentToken(token) })
    expect(JSON.stringify(row)).not.toContain(token.slice(-20))
  })

  it('keeps what an update does not name', async () => {
    const house = new House()
    const { id, ...before } = await create(house, { contentDays: 7 })
    const update = { id, scopes: ['models' as const, 'send' as const, 'send' as const] }
    const updated = valueOf(await house.stub.updateToken(house.id, house.trace, update))
    expect(updated).toMatchObject({ name: before.name, contentDays: 7, scopes: ['models', 'send'] })
    expect(await house.stub.tokens(house.id, house.trace)).toEqual([updated])
    const cleared = valueOf(
      await house.stub.updateToken(house.id, house.trace, { id, contentDays: null, name: 'desk' }),
    )
    expect(cleared).toMatchObject({ name: 'desk', contentDays: null, scopes: ['models', 'send'] })
  })

  it('that is revoked is gone from the list, opens nothing, and keeps its name in the ledger', async () => {
    const house = await House.open()
    const { callId } = await house.lease()
    await house.settle(callId)
    const [token] = await house.stub.tokens(house.id, house.trace)
    if (token === undefined) throw new Error('no token')
    valueOf(await house.stub.revokeToken(house.id, house.trace, token.id))
    expect(await house.stub.tokens(house.id, house.trace)).toEqual([])
    expect(codeOf(await house.tryLease())).toBe('call.invalid_token')
    expect((await house.call(callId)).token).toEqual({ id: token.id, name: 'agent' })
    expect(codeOf(await house.stub.revokeToken(house.id, house.trace, token.id))).toBe('token.not_found')
    const update = { id: token.id, name: 'again' }
    expect(codeOf(await house.stub.updateToken(house.id, house.trace, update))).toBe('token.not_found')
  })

  it('that was never used leaves nothing behind when it is revoked', async () => {
    const house = new House()
    const { id } = await create(house)
    valueOf(await house.stub.revokeToken(house.id, house.trace, id))
    expect(await house.rows('SELECT id FROM tokens')).toEqual([])
  })

  it('may not expire in the past', async () => {
    const house = new House()
    const expiresAt = new Date(Date.now() - 1).toISOString()
    const input = CreateToken.parse({ name: 'late', expiresAt })
    expect(codeOf(await house.stub.createToken(house.id, house.trace, input))).toBe('request.invalid')
    const { id } = await create(house)
    const update = { id, expiresAt }
    expect(codeOf(await house.stub.updateToken(house.id, house.trace, update))).toBe('request.invalid')
  })

  it('is one of at most a hundred, however many are asked for at once', async () => {
    const house = new House()
    const input = CreateToken.parse({ name: 'many' })
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => house.stub.createToken(house.id, house.trace, input)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(100)
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['ok', 'token.too_many']))
    const [first] = await house.stub.tokens(house.id, house.trace)
    if (first === undefined) throw new Error('no token')
    valueOf(await house.stub.revokeToken(house.id, house.trace, first.id))
    await create(house)
  })

  it('says when it was last used, to within a minute', async () => {
    const house = await House.open()
    await house.lease()
    const [used] = await house.stub.tokens(house.id, house.trace)
    expect(Math.abs(Date.parse(used?.lastUsedAt ?? '') - Date.now())).toBeLessThan(60_000)
  })
})
