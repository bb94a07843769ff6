import { describe, expect, it } from 'vitest'
import { newId } from '@switchboard/shared-types/ids'
import { admitted, founded, rolesSeen } from '../testing/groups.ts'
import { codeOf, House, valueOf } from '../testing/house.ts'

describe('a group', () => {
  it('belongs to whoever makes it, who may ask in its name', async () => {
    const house = new House('founded')
    const ada = await house.joined('ada')
    expect(ada.groups).toEqual({})
    const group = await founded(house, ada)
    expect(group).toMatchObject({ name: 'Support', role: 'owner', members: 1 })
    expect(valueOf(await house.actor.groups(house.id, house.trace, ada.sessionToken))).toEqual([group])
    expect(await rolesSeen(house, ada)).toEqual({ [group.id]: 'owner' })
  })

  it('is in the claims of everyone who signs in later, and of nobody else', async () => {
    const house = new House('claims')
    const [ada, bob, eve] = [await house.joined('ada'), await house.joined('bob'), await house.joined('eve')]
    const { id } = await founded(house, ada)
    await admitted(house, ada, bob, id)
    expect((await house.entered('ada')).groups).toEqual({ [id]: 'owner' })
    expect((await house.entered('bob')).groups).toEqual({ [id]: 'member' })
    expect((await house.entered('eve')).groups).toEqual({})
    expect(await rolesSeen(house, eve)).toEqual({})
  })

  it('is renamed by an owner only', async () => {
    const house = new House('renamed')
    const { actor, id, trace } = house
    const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
    const { id: group } = await founded(house, ada)
    await admitted(house, ada, bob, group)
    const rename = (sessionToken: string) =>
      actor.renameGroup(id, trace, { sessionToken, group, name: 'Desk' })
    expect(codeOf(await rename(bob.sessionToken))).toBe('group.owner_only')
    expect(valueOf(await rename(ada.sessionToken))).toMatchObject({ name: 'Desk', members: 2 })
    expect(valueOf(await actor.groups(id, trace, bob.sessionToken))).toMatchObject([
      { name: 'Desk', role: 'member' },
    ])
  })

  it('is one of twenty that a person may have', async () => {
    const house = new House('twenty')
    const { actor, id, trace } = house
    const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
    const { id: other } = await founded(house, bob)
    const made = await Promise.all(
      Array.from({ length: 21 }, () =>
        actor.createGroup(id, trace, { sessionToken: ada.sessionToken, name: 'x' }),
      ),
    )
    expect(made.map(codeOf).filter((code) => code === 'ok')).toHaveLength(20)
    expect(made.map(codeOf)).toContain('group.too_many')
    await expect(admitted(house, bob, ada, other)).rejects.toThrow('group.too_many')
  })
})

describe('a group of other people', () => {
  it.each(['mine', 'nobody’s'])(
    'answers a stranger the same, whether it exists or not (%s)',
    async (whose) => {
      const house = new House(`foreign-${whose.length}`)
      const { actor, id, trace } = house
      const [ada, eve] = [await house.joined('ada'), await house.joined('eve')]
      const group = whose === 'mine' ? (await founded(house, ada)).id : newId('grp')
      const act = { sessionToken: eve.sessionToken, group }
      const person = ada.person.id
      const answers = [
        await actor.renameGroup(id, trace, { ...act, name: 'Hers' }),
        await actor.deleteGroup(id, trace, act),
        await actor.groupMembers(id, trace, act),
        await actor.changeRole(id, trace, { ...act, person, role: 'member' }),
        await actor.removeMember(id, trace, { ...act, person }),
        await actor.removeMember(id, trace, { ...act, person: eve.person.id }),
        await actor.groupInvitations(id, trace, act),
        await actor.inviteToGroup(id, trace, act),
        await actor.revokeGroupInvitation(id, trace, { ...act, invitation: newId('inv') }),
      ]
      expect(new Set(answers.map(codeOf))).toEqual(new Set(['group.not_member']))
    },
  )

  it('opens to no token that opens no session', async () => {
    const house = new House('signed-out')
    const { actor, id, trace } = house
    const ada = await house.joined('ada')
    const group = (await founded(house, ada)).id
    const sessionToken = 'x'.repeat(32)
    const answers = [
      await actor.groups(id, trace, sessionToken),
      await actor.createGroup(id, trace, { sessionToken, name: 'x' }),
      await actor.groupMembers(id, trace, { sessionToken, group }),
      await actor.joinGroup(id, trace, { sessionToken, code: 'x' }),
    ]
    expect(new Set(answers.map(codeOf))).toEqual(new Set(['auth.required']))
  })
})
