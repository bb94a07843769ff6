import { afterEach, describe, expect, it, vi } from 'vitest'
import { MAX_GROUP_INVITATIONS } from '@switchboard/shared-types/api/groups'
import { newId } from '@switchboard/shared-types/ids'
import { founded, invited } from '../testing/groups.ts'
import { codeOf, House, valueOf } from '../testing/house.ts'

const DAY_MS = 24 * 60 * 60 * 1000

afterEach(() => {
  vi.useRealTimers()
})

function travel(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

describe('an invitation to a group', () => {
  it('lets one person in, once', async () => {
    const house = new House('once')
    const [ada, bob, eve] = [await house.joined('ada'), await house.joined('bob'), await house.joined('eve')]
    const code = await invited(house, ada, (await founded(house, ada)).id)
    const answers = await Promise.all(
      [bob, eve].map(({ sessionToken }) =>
        house.actor.joinGroup(house.id, house.trace, { sessionToken, code }),
      ),
    )
    expect(answers.map(codeOf).toSorted()).toEqual(['group.invitation_invalid', 'ok'])
  })

  it('is good for seven days', async () => {
    const house = new House('expired')
    const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
    const { id } = await founded(house, ada)
    const code = await invited(house, ada, id)
    const join = { sessionToken: bob.sessionToken, code }
    travel(7 * DAY_MS + 1)
    expect(codeOf(await house.actor.joinGroup(house.id, house.trace, join))).toBe('group.invitation_invalid')
    const act = { sessionToken: ada.sessionToken, group: id }
    expect(valueOf(await house.actor.groupInvitations(house.id, house.trace, act))).toEqual([])
  })

  it('is not spent by somebody who is a member already', async () => {
    const house = new House('kept')
    const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
    const code = await invited(house, ada, (await founded(house, ada)).id)
    const join = (sessionToken: string) =>
      house.actor.joinGroup(house.id, house.trace, { sessionToken, code })
    expect(codeOf(await join(ada.sessionToken))).toBe('group.already_member')
    expect(codeOf(await join(bob.sessionToken))).toBe('ok')
  })

  it('is listed without its code, and taken back by its id in its own group only', async () => {
    const house = new House('revoked')
    const { actor, id, trace } = house
    const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
    const [group, other] = [(await founded(house, ada)).id, (await founded(house, ada)).id]
    const act = { sessionToken: ada.sessionToken, group }
    const { code, ...shown } = valueOf(await actor.inviteToGroup(id, trace, act))
    expect(valueOf(await actor.groupInvitations(id, trace, act))).toEqual([shown])
    expect(shown.invitedBy).toBe(ada.person.id)
    const revoke = (from: typeof group, invitation = shown.id) =>
      actor.revokeGroupInvitation(id, trace, { ...act, group: from, invitation })
    expect(codeOf(await revoke(other))).toBe('invitation.not_found')
    expect(codeOf(await revoke(group, newId('inv')))).toBe('invitation.not_found')
    valueOf(await revoke(group))
    const join = { sessionToken: bob.sessionToken, code }
    expect(codeOf(await actor.joinGroup(id, trace, join))).toBe('group.invitation_invalid')
  })

  it('is stored without anything that opens it', async () => {
    const house = new House('hashed')
    const ada = await house.joined('ada')
    const code = await invited(house, ada, (await founded(house, ada)).id)
    const rows = await house.rows('SELECT * FROM group_invitations')
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(code)
  })

  it('is one of fifty that are open', async () => {
    const house = new House('many')
    const ada = await house.joined('ada')
    const { id } = await founded(house, ada)
    for (let n = 0; n < MAX_GROUP_INVITATIONS; n += 1) await invited(house, ada, id)
    await expect(invited(house, ada, id)).rejects.toThrow('group.too_many_invitations')
    travel(8 * DAY_MS)
    await invited(house, ada, id)
  })
})
