import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { hashAgentToken } from '@switchboard/shared-types/agent-token'
import { CreateToken } from '@switchboard/shared-types/api/router/tokens'
import { getStub } from '@switchboard/shared-types/door'
import { routerOf } from '@switchboard/shared-types/ids'
import { codeOf, House, openSocket, valueOf } from '../testing/house.ts'

describe('suspending a person', () => {
  it('ends every session, closes live connections and refuses to sign in, with the right password only', async () => {
    const house = new House('suspended')
    const { actor, id, trace } = house
    await house.joined('ada')
    const bob = await house.joined('bob')
    const { closed } = await openSocket(bob.person.id, bob.sessionId)
    valueOf(await actor.suspend(id, trace, bob.person.id))

    expect(await closed).toBeGreaterThanOrEqual(4000)
    expect(codeOf(await house.session(bob.sessionToken))).toBe('auth.required')
    expect(codeOf(await house.signIn('bob'))).toBe('auth.suspended')
    expect(codeOf(await house.signIn('bob', { password: 'not the secret' }))).toBe('auth.invalid_credentials')
    expect(await actor.person(id, trace, bob.person.id)).toMatchObject({
      value: { status: 'suspended', sessions: 0 },
    })
  })

  it('is undone by restoring', async () => {
    const house = new House('restored')
    const { actor, id, trace } = house
    await house.joined('ada')
    const bob = await house.joined('bob')
    valueOf(await actor.suspend(id, trace, bob.person.id))
    await house.evict()
    valueOf(await actor.restore(id, trace, bob.person.id))
    expect(codeOf(await house.session(bob.sessionToken))).toBe('auth.required')
    expect(codeOf(await house.signIn('bob'))).toBe('ok')
  })

  it('holds the tokens of the person’s agents until they are restored', async () => {
    const house = new House('held')
    const { actor, id, trace } = house
    await house.joined('ada')
    const bob = await house.joined('bob')
    const router = routerOf(bob.person.id)
    const stub = getStub(env.ROUTER, router)
    const { token } = valueOf(await stub.createToken(router, trace, CreateToken.parse({ name: 'agent' })))
    const hash = await hashAgentToken(token)
    const admitted = async () => codeOf(await stub.listModels(router, trace, hash))
    expect(await admitted()).toBe('ok')
    valueOf(await actor.suspend(id, trace, bob.person.id))
    await vi.waitFor(async () => expect(await admitted()).toBe('call.scope'), { timeout: 5_000 })
    valueOf(await actor.restore(id, trace, bob.person.id))
    await vi.waitFor(async () => expect(await admitted()).toBe('ok'), { timeout: 5_000 })
  })

  it('wins over a sign-in that is under way', async () => {
    const house = new House('overtaken')
    await house.joined('ada')
    const bob = await house.joined('bob')
    const entering = house.signIn('bob')
    valueOf(await house.actor.suspend(house.id, house.trace, bob.person.id))
    expect(codeOf(await entering)).toBe('auth.suspended')
    expect(await house.rows('SELECT id FROM sessions WHERE person_id = ?', bob.person.id)).toEqual([])
  })

  it('is refused for the last admin and for people who do not exist', async () => {
    const house = new House('last')
    const { actor, id, trace } = house
    const ada = await house.joined('ada')
    expect(codeOf(await actor.suspend(id, trace, ada.person.id))).toBe('person.last_admin')
    const nobody = 'per_00000000000000000000000000'
    expect(codeOf(await actor.suspend(id, trace, nobody))).toBe('person.not_found')
    expect(codeOf(await actor.restore(id, trace, nobody))).toBe('person.not_found')
    expect(codeOf(await house.session(ada.sessionToken))).toBe('ok')
  })
})
