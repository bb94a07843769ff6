import { describe, expect, it, vi } from 'vitest'
import { admitted, founded } from '../testing/groups.ts'
import { House, openRouterSocket, openSocket, valueOf } from '../testing/house.ts'

/** Resolves to what the socket was closed with, or to null when it is still open after all was told. */
async function isOpen(house: House, { closed }: { readonly closed: Promise<number> }): Promise<boolean> {
  await vi.waitFor(async () => expect(await house.pendingMessages()).toBe(0), { timeout: 5_000 })
  return (await Promise.race([closed, Promise.resolve(null)])) === null
}

describe('live connections to a group', () => {
  it('are closed for a member who is removed, and for nobody else', async () => {
    const house = new House('removed')
    const { actor, id, trace } = house
    const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
    const desk = await house.entered('bob')
    const { id: group } = await founded(house, ada)
    await admitted(house, ada, bob, group)
    const hers = await openSocket(group, ada.sessionId)
    const his = [
      await openSocket(group, bob.sessionId),
      await openSocket(group, desk.sessionId),
      await openRouterSocket(group, bob.sessionId),
    ]
    const own = await openSocket(bob.person.id, bob.sessionId)
    valueOf(
      await actor.removeMember(id, trace, { sessionToken: ada.sessionToken, group, person: bob.person.id }),
    )
    for (const { closed } of his) expect(await closed).toBeGreaterThanOrEqual(4000)
    expect(await isOpen(house, hers)).toBe(true)
    expect(await isOpen(house, own)).toBe(true)
  })

  it('are closed with the session that opened them', async () => {
    const house = new House('session')
    const { actor, id, trace } = house
    const ada = await house.joined('ada')
    const other = await house.entered('ada')
    const { id: group } = await founded(house, ada)
    const [kept, lost] = [await openSocket(group, ada.sessionId), await openSocket(group, other.sessionId)]
    valueOf(await actor.revokeOtherSessions(id, trace, ada.sessionToken))
    expect(await lost.closed).toBeGreaterThanOrEqual(4000)
    expect(await isOpen(house, kept)).toBe(true)
  })

  it('are closed for all when the group is deleted', async () => {
    const house = new House('deleted')
    const { actor, id, trace } = house
    const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
    const { id: group } = await founded(house, ada)
    await admitted(house, ada, bob, group)
    const open = [await openSocket(group, ada.sessionId), await openSocket(group, bob.sessionId)]
    valueOf(await actor.deleteGroup(id, trace, { sessionToken: ada.sessionToken, group }))
    for (const { closed } of open) expect(await closed).toBeGreaterThanOrEqual(4000)
  })
})
