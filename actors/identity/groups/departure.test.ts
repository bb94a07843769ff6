import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { hashAgentToken } from '@switchboard/shared-types/agent-token'
import { CreateToken } from '@switchboard/shared-types/api/router/tokens'
import { getStub } from '@switchboard/shared-types/door'
import { routerOf } from '@switchboard/shared-types/ids'
import { admitted, founded, invited, rolesSeen } from '../testing/groups.ts'
import { codeOf, House, openSocket, valueOf } from '../testing/house.ts'

/** Ada administers the house; Bob owns a group in which Cyd and then Dan are members. */
async function team(name: string) {
  const house = new House(name)
  const ada = await house.joined('ada')
  const [bob, cyd, dan] = [await house.joined('bob'), await house.joined('cyd'), await house.joined('dan')]
  const { id: group } = await founded(house, bob)
  await admitted(house, bob, cyd, group)
  await admitted(house, bob, dan, group)
  return { house, ada, bob, cyd, dan, group }
}

describe.each(['deletePerson', 'suspend'] as const)('%s', (act) => {
  it('ends memberships; the longest-standing member inherits a group that would have no owner', async () => {
    const { house, bob, cyd, dan, group } = await team(`inherited-${act}`)
    const { closed } = await openSocket(group, bob.sessionId)
    valueOf(await house.actor[act](house.id, house.trace, bob.person.id))
    expect(await closed).toBeGreaterThanOrEqual(4000)
    expect(await rolesSeen(house, cyd)).toEqual({ [group]: 'owner' })
    expect(await rolesSeen(house, dan)).toEqual({ [group]: 'member' })
    expect(await house.rows('SELECT * FROM members WHERE person_id = ?', bob.person.id)).toEqual([])
  })

  it('makes nobody an owner where one remains', async () => {
    const { house, bob, cyd, dan, group } = await team(`remains-${act}`)
    const change = { sessionToken: bob.sessionToken, group, person: dan.person.id, role: 'owner' as const }
    valueOf(await house.actor.changeRole(house.id, house.trace, change))
    valueOf(await house.actor[act](house.id, house.trace, bob.person.id))
    expect(await rolesSeen(house, cyd)).toEqual({ [group]: 'member' })
    expect(await rolesSeen(house, dan)).toEqual({ [group]: 'owner' })
  })
})

describe('a group of one person', () => {
  it('goes with them when they are deleted', async () => {
    const house = new House('gone')
    await house.joined('ada')
    const bob = await house.joined('bob')
    await founded(house, bob)
    valueOf(await house.actor.deletePerson(house.id, house.trace, bob.person.id))
    expect(await house.rows('SELECT * FROM members')).toEqual([])
    expect(await house.rows('SELECT * FROM groups WHERE deleted_at IS NULL')).toEqual([])
  })

  it('waits for them while they are suspended, and nobody joins it or calls models in its name', async () => {
    const house = new House('waits')
    const { actor, id, trace } = house
    await house.joined('ada')
    const [bob, eve] = [await house.joined('bob'), await house.joined('eve')]
    const { id: group } = await founded(house, bob)
    const code = await invited(house, bob, group)
    const router = routerOf(group)
    const stub = getStub(env.ROUTER, router)
    const { token } = valueOf(await stub.createToken(router, trace, CreateToken.parse({ name: 'agent' })))
    const hash = await hashAgentToken(token)
    const isAdmitted = async () => codeOf(await stub.listModels(router, trace, hash))

    valueOf(await actor.suspend(id, trace, bob.person.id))
    await vi.waitFor(async () => expect(await isAdmitted()).toBe('call.scope'), { timeout: 5_000 })
    const join = { sessionToken: eve.sessionToken, code }
    expect(codeOf(await actor.joinGroup(id, trace, join))).toBe('group.invitation_invalid')

    valueOf(await actor.restore(id, trace, bob.person.id))
    await vi.waitFor(async () => expect(await isAdmitted()).toBe('ok'), { timeout: 5_000 })
    expect((await house.entered('bob')).groups).toEqual({ [group]: 'owner' })
  })
})
