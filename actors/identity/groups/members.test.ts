import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { SignedIn } from '@switchboard/shared-types/contracts/identity'
import type { GroupId } from '@switchboard/shared-types/ids'
import { newId } from '@switchboard/shared-types/ids'
import { admitted, founded, rolesSeen } from '../testing/groups.ts'
import { codeOf, House, valueOf } from '../testing/house.ts'

interface Team {
  readonly house: House
  readonly ada: SignedIn
  readonly bob: SignedIn
  readonly group: GroupId
}

/** Ada owns the group, Bob is a member. */
async function team(name: string): Promise<Team> {
  const house = new House(name)
  const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
  const { id: group } = await founded(house, ada)
  await admitted(house, ada, bob, group)
  return { house, ada, bob, group }
}

async function setRole({ house, group }: Team, by: SignedIn, whom: SignedIn, role: 'owner' | 'member') {
  const act = { sessionToken: by.sessionToken, group, person: whom.person.id, role }
  return await house.actor.changeRole(house.id, house.trace, act)
}

async function remove({ house, group }: Team, by: SignedIn, whom: SignedIn) {
  const act = { sessionToken: by.sessionToken, group, person: whom.person.id }
  return await house.actor.removeMember(house.id, house.trace, act)
}

describe('members', () => {
  it('are listed with their names and roles to each of them, the longest-standing first', async () => {
    const { house, bob, group } = await team('listed')
    const act = { sessionToken: bob.sessionToken, group }
    expect(valueOf(await house.actor.groupMembers(house.id, house.trace, act))).toMatchObject([
      { name: 'ada', email: 'ada@example.com', role: 'owner' },
      { person: bob.person.id, name: 'bob', role: 'member' },
    ])
  })

  it('are fifty at most', async () => {
    const { house, ada, group } = await team('full')
    await runInDurableObject(house.actor, (_actor, { storage }) => {
      for (let n = 0; n < 48; n += 1) {
        const person = newId('per')
        const at = new Date().toISOString()
        const people = `INSERT INTO people VALUES (?, 'x', ?, 0, 'member', 'active', ?, ?)`
        storage.sql.exec(people, person, `${n}@example.com`, at, at)
        storage.sql.exec(`INSERT INTO members VALUES (?, ?, 'member', ?)`, group, person, at)
      }
    })
    const eve = await house.joined('eve')
    await expect(admitted(house, ada, eve, group)).rejects.toThrow('group.full')
  })

  it('decide nothing about each other', async () => {
    const { bob, ada, ...rest } = await team('powerless')
    const all = { bob, ada, ...rest }
    const answers = [await setRole(all, bob, bob, 'owner'), await remove(all, bob, ada)]
    expect(answers.map(codeOf)).toEqual(['group.owner_only', 'group.owner_only'])
    const { house, group } = all
    const act = { sessionToken: bob.sessionToken, group }
    expect(codeOf(await house.actor.deleteGroup(house.id, house.trace, act))).toBe('group.owner_only')
    expect(codeOf(await house.actor.inviteToGroup(house.id, house.trace, act))).toBe('group.owner_only')
    expect(codeOf(await house.actor.groupInvitations(house.id, house.trace, act))).toBe('group.owner_only')
  })

  it('become owners, who may then do as owners do', async () => {
    const all = await team('promoted')
    expect(valueOf(await setRole(all, all.ada, all.bob, 'owner'))).toMatchObject({ role: 'owner' })
    expect(await rolesSeen(all.house, all.bob)).toEqual({ [all.group]: 'owner' })
    valueOf(await setRole(all, all.bob, all.ada, 'member'))
    expect(codeOf(await remove(all, all.ada, all.bob))).toBe('group.owner_only')
  })

  it('who are removed are in no claims and reach nothing of the group', async () => {
    const { house, ada, bob, group, ...rest } = await team('removed')
    valueOf(await remove({ house, ada, bob, group, ...rest }, ada, bob))
    expect(await rolesSeen(house, bob)).toEqual({})
    const act = { sessionToken: bob.sessionToken, group }
    expect(codeOf(await house.actor.groupMembers(house.id, house.trace, act))).toBe('group.not_member')
    expect(codeOf(await remove({ house, ada, bob, group }, ada, bob))).toBe('member.not_found')
  })

  it('leave when they like', async () => {
    const all = await team('left')
    valueOf(await remove(all, all.bob, all.bob))
    expect(await rolesSeen(all.house, all.bob)).toEqual({})
    expect(
      valueOf(await all.house.actor.groups(all.house.id, all.house.trace, all.ada.sessionToken)),
    ).toMatchObject([{ members: 1 }])
  })
})

describe('the last owner', () => {
  it('neither leaves nor steps down while others remain, and does once there is another', async () => {
    const all = await team('last')
    expect(codeOf(await remove(all, all.ada, all.ada))).toBe('group.last_owner')
    expect(codeOf(await setRole(all, all.ada, all.ada, 'member'))).toBe('group.last_owner')
    valueOf(await setRole(all, all.ada, all.bob, 'owner'))
    valueOf(await remove(all, all.ada, all.ada))
    expect(await rolesSeen(all.house, all.bob)).toEqual({ [all.group]: 'owner' })
  })

  it('takes the group along when nobody else is in it', async () => {
    const all = await team('alone')
    valueOf(await remove(all, all.bob, all.bob))
    valueOf(await remove(all, all.ada, all.ada))
    expect(await rolesSeen(all.house, all.ada)).toEqual({})
    expect(await all.house.rows('SELECT * FROM members')).toEqual([])
  })

  it('stays one when two of them leave at the same moment', async () => {
    const all = await team('both')
    valueOf(await setRole(all, all.ada, all.bob, 'owner'))
    const eve = await all.house.joined('eve')
    await admitted(all.house, all.ada, eve, all.group)
    const left = await Promise.all([remove(all, all.ada, all.ada), remove(all, all.bob, all.bob)])
    expect(left.map(codeOf).toSorted()).toEqual(['group.last_owner', 'ok'])
  })
})
