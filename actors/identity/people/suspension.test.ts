import { describe, expect, it } from 'vitest'
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
