import { env } from 'cloudflare:workers'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { getStub } from '@switchboard/shared-types/door'
import { feedIdOf, inboxOf, routerOf } from '@switchboard/shared-types/ids'
import type { GroupId } from '@switchboard/shared-types/ids'
import type { SignedIn } from '@switchboard/shared-types/contracts/identity'
import { admitted, founded, rolesSeen } from '../testing/groups.ts'
import { codeOf, House, valueOf } from '../testing/house.ts'

const DAY_MS = 24 * 60 * 60 * 1000

afterEach(() => {
  vi.useRealTimers()
})

/** Gives a group a subscription and an agent's token. */
async function furnish({ trace }: House, group: GroupId): Promise<void> {
  const feedUrl = 'https://example.com/feed'
  const inbox = inboxOf(group)
  const followed = { feedId: await feedIdOf(feedUrl), feedUrl }
  valueOf(await getStub(env.INBOX, inbox).subscribe(inbox, trace, followed))
  const router = routerOf(group)
  const token = { name: 'agent', scopes: ['models' as const], expiresAt: null, contentDays: null }
  valueOf(await getStub(env.ROUTER, router).createToken(router, trace, token))
}

async function isEmpty({ trace }: House, group: GroupId): Promise<boolean> {
  const [inbox, router] = [inboxOf(group), routerOf(group)]
  const subscriptions = await getStub(env.INBOX, inbox).subscriptions(inbox, trace)
  const tokens = await getStub(env.ROUTER, router).tokens(router, trace)
  return subscriptions.length + tokens.length === 0
}

async function emptied(house: House, group: GroupId): Promise<void> {
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(house.actor)
      expect(await house.pendingMessages()).toBe(0)
      expect(await isEmpty(house, group)).toBe(true)
    },
    { timeout: 10_000, interval: 50 },
  )
}

async function remove(house: House, { sessionToken }: SignedIn, group: GroupId): Promise<void> {
  valueOf(await house.actor.deleteGroup(house.id, house.trace, { sessionToken, group }))
}

describe('deleting a group', () => {
  it('ends every membership at once and empties its inbox and its router', async () => {
    const house = new House('emptied')
    const [ada, bob] = [await house.joined('ada'), await house.joined('bob')]
    const { id } = await founded(house, ada)
    await admitted(house, ada, bob, id)
    await furnish(house, id)
    expect(await isEmpty(house, id)).toBe(false)
    await remove(house, ada, id)
    expect([await rolesSeen(house, ada), await rolesSeen(house, bob)]).toEqual([{}, {}])
    await emptied(house, id)
  })

  it('touches nothing of another group or of a person', async () => {
    const house = new House('spared')
    const ada = await house.joined('ada')
    const [gone, kept] = [await founded(house, ada), await founded(house, ada)]
    await furnish(house, kept.id)
    await remove(house, ada, gone.id)
    await emptied(house, gone.id)
    expect(await isEmpty(house, kept.id)).toBe(false)
    expect(await rolesSeen(house, ada)).toEqual({ [kept.id]: 'owner' })
  })

  it('goes on after a crash, and once more after the inbox was purged', async () => {
    const house = new House('crashed')
    const ada = await house.joined('ada')
    const { id } = await founded(house, ada)
    await furnish(house, id)
    await remove(house, ada, id)
    const inbox = inboxOf(id)
    valueOf(await getStub(env.INBOX, inbox).purge(inbox, house.trace))
    await house.evict()
    await emptied(house, id)
  })

  it('is refused the second time, as nobody belongs to it any more', async () => {
    const house = new House('again')
    const ada = await house.joined('ada')
    const { id: group } = await founded(house, ada)
    const act = { sessionToken: ada.sessionToken, group }
    const both = await Promise.all([
      house.actor.deleteGroup(house.id, house.trace, act),
      house.actor.deleteGroup(house.id, house.trace, act),
    ])
    expect(both.map(codeOf)).toEqual(['ok', 'group.not_member'])
  })

  it('purges what was made in its name by claims that still named it', async () => {
    const house = new House('late')
    const ada = await house.joined('ada')
    const { id } = await founded(house, ada)
    await remove(house, ada, id)
    await emptied(house, id)
    await furnish(house, id)
    expect(await isEmpty(house, id)).toBe(false)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1.2 * DAY_MS })
    await emptied(house, id)
    expect(await house.rows('SELECT * FROM groups')).toEqual([])
  })
})
